package org.postern.delivery;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.ContentType;
import org.eclipse.angus.mail.dsn.MultipartReport;

/**
 * A multipart/report of any report type and parts: the library's own takes only the types it knows, but is the only
 * class that its writer of multipart/report writes.
 */
final class ReportMultipart extends MultipartReport {
    ReportMultipart(String reportType) throws MessagingException {
        ContentType type = new ContentType(contentType);
        type.setParameter("report-type", reportType);
        contentType = type.toString();
        // The parts it was made with are placeholders, which a multipart/report that counts as finished would keep.
        parts.clear();
        constructed = false;
    }
}
