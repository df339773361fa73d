package org.postern.delivery;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Properties;

/**
 * Writes delivery reports: multipart/report (RFC 6522) of an explanation, a message/delivery-status (RFC 3464) and the
 * fields of the original; with the media types of RFC 6533 as soon as an address goes beyond ASCII. Marked as
 * automatic (RFC 3834), so that no vacation responder answers. Thread-safe.
 */
final class BounceComposer {
    private final String hostname;
    private final String from;
    private final ReportTexts texts;
    private final Clock clock;

    /**
     * Made once.
     *
     * @param from address in the From field, for example {@code MAILER-DAEMON@mail.example.org}
     */
    BounceComposer(String hostname, String from, ReportTexts texts, Clock clock) {
        this.hostname = hostname;
        this.from = from;
        this.texts = texts;
        this.clock = clock;
    }

    /**
     * The report about the recipients that failed.
     *
     * @param report its id becomes part of Message-ID
     * @param arrived when the original came
     * @param original the fields of the original message, each line with CRLF
     */
    byte[] compose(Outgoing report, Instant arrived, List<FailedRecipient> failed, byte[] original) {
        Address sender = report.to();
        boolean global = !sender.isAscii() || failed.stream().anyMatch(f -> !isAscii(f.address()));
        try {
            ReportMultipart parts = new ReportMultipart(global ? "global-delivery-status" : "delivery-status");
            parts.addBodyPart(explanation(failed));
            parts.addBodyPart(status(arrived, failed, global));
            parts.addBodyPart(originalFields(original, global));
            return write(report.id(), sender, parts);
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException("a report cannot be composed", e);
        }
    }

    private byte[] write(String id, Address sender, ReportMultipart report) throws MessagingException, IOException {
        MimeMessage message = new MimeMessage(Session.getInstance(new Properties())) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", "<" + id + "@" + hostname + ">");
            }
        };
        message.setHeader("Date", TraceFields.date(clock.instant(), clock.getZone()));
        message.setContent(report);
        message.saveChanges();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String subject = EncodedText.of(texts.subject()).replace("\n", "\r\n");
        // Addresses go out as they are, in UTF-8 if need be: the library's address objects would re-quote them.
        out.writeBytes(("From: Mail Delivery System <" + from + ">\r\nTo: <" + sender + ">\r\nSubject: " + subject
                        + "\r\nAuto-Submitted: auto-replied\r\n")
                .getBytes(StandardCharsets.UTF_8));
        message.writeTo(out);
        return out.toByteArray();
    }

    private MimeBodyPart explanation(List<FailedRecipient> failed) throws MessagingException {
        StringBuilder text = new StringBuilder(texts.opening(hostname)).append('\n');
        for (FailedRecipient f : failed) {
            text.append("\n  <")
                    .append(f.address())
                    .append(">\n    ")
                    .append(texts.why(f.outcome()))
                    .append('\n');
            if (f.extent() == FailedRecipient.Extent.SOME) {
                text.append("    ").append(texts.others()).append('\n');
            }
            if (!f.answer().isEmpty()) {
                text.append("    ").append(texts.answer(f.answer())).append('\n');
            }
        }
        text.append('\n').append(texts.closing()).append('\n');
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text.toString().replace("\n", "\r\n"), "utf-8");
        part.setHeader("Content-Language", texts.language());
        return part;
    }

    /**
     * By hand: the library knows no message/global-delivery-status, and ends the other with a group of no fields. Where it is not
     * ASCII it is encoded, so that the body needs no 8BITMIME.
     */
    private MimeBodyPart status(Instant arrived, List<FailedRecipient> failed, boolean global)
            throws MessagingException, IOException {
        StringBuilder text = new StringBuilder("Reporting-MTA: dns; " + hostname + "\r\nArrival-Date: "
                + TraceFields.date(arrived, clock.getZone()) + "\r\n");
        for (FailedRecipient f : failed) {
            text.append("\r\nFinal-Recipient: ")
                    .append(isAscii(f.address()) ? "rfc822; " : "utf-8; ")
                    .append(f.address())
                    .append("\r\nAction: failed\r\nStatus: ")
                    .append(f.status())
                    .append("\r\nDiagnostic-Code: ")
                    .append(f.diagnostic())
                    .append("\r\n");
        }
        byte[] octets = text.toString().getBytes(StandardCharsets.UTF_8);
        return global
                ? octets("message/global-delivery-status", octets, "quoted-printable")
                : octets("message/delivery-status", octets, "7bit");
    }

    /** Fields with octets beyond ASCII or with overlong lines travel encoded, so that any relay can take the report. */
    private static MimeBodyPart originalFields(byte[] original, boolean global) throws MessagingException, IOException {
        String encoding = isSevenBit(original) ? "7bit" : "quoted-printable";
        return octets(global ? "message/global-headers" : "text/rfc822-headers", original, encoding);
    }

    /** Encoded here: the library writes a message/* as it is, whatever its header says. */
    private static MimeBodyPart octets(String type, byte[] content, String encoding)
            throws MessagingException, IOException {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        try (OutputStream out = MimeUtility.encode(encoded, encoding)) {
            out.write(content);
        }
        InternetHeaders fields = new InternetHeaders();
        fields.setHeader("Content-Type", type);
        fields.setHeader("Content-Transfer-Encoding", encoding);
        return new MimeBodyPart(fields, encoded.toByteArray());
    }

    private static boolean isSevenBit(byte[] octets) {
        int line = 0;
        for (byte octet : octets) {
            line = octet == '\n' ? 0 : line + 1;
            if (octet <= 0 || line > 999) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }
}
