package org.postern.delivery;

import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.ParseException;

/** A multipart/report of any report type: the library's own takes only those it knows. */
final class ReportMultipart extends MimeMultipart {
    ReportMultipart(String reportType) throws ParseException {
        super("report");
        ContentType type = new ContentType(contentType);
        type.setParameter("report-type", reportType);
        contentType = type.toString();
    }
}
