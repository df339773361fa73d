package org.postern.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.eclipse.angus.mail.dsn.DeliveryStatus;
import org.eclipse.angus.mail.dsn.MultipartReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class BounceComposerTest {
    private static final byte[] ORIGINAL =
            "Subject: hello\r\nFrom: Ann <ann@example.com>\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final Instant ARRIVED = Instant.parse("2026-11-20T10:11:12Z");

    private final BounceComposer composer =
            new BounceComposer("mx.example.org", "MAILER-DAEMON@mx.example.org", ReportTexts.ENGLISH, Post.CLOCK);

    private static Outgoing to(String sender) {
        return Outgoing.report("id1", Address.parse(sender), Post.CLOCK.instant());
    }

    private byte[] compose(String sender, byte[] original, FailedRecipient... failed) {
        return composer.compose(to(sender), ARRIVED, List.of(failed), original);
    }

    private static MimeMessage parse(byte[] octets) throws Exception {
        Properties utf8 = new Properties();
        utf8.setProperty("mail.mime.allowutf8", "true");
        return new MimeMessage(Session.getInstance(utf8), new ByteArrayInputStream(octets));
    }

    private static byte[] decoded(MimeMultipart report, int part) throws Exception {
        MimeBodyPart body = (MimeBodyPart) report.getBodyPart(part);
        // By hand: the library takes a message/* as it is, whatever its header says.
        try (InputStream in = MimeUtility.decode(body.getRawInputStream(), body.getEncoding())) {
            return in.readAllBytes();
        }
    }

    @Test
    void aFullMailboxIsExplainedToPeopleAndPrograms() throws Exception {
        byte[] octets = compose(
                "ann@example.com",
                ORIGINAL,
                FailedRecipient.of("alice@example.org", Outcome.MAILBOX_FULL),
                FailedRecipient.of("bob@example.org", Outcome.MAILBOX_FULL_NOW),
                FailedRecipient.of("carl@example.org", Outcome.UNKNOWN_USER));
        MimeMessage message = parse(octets);
        assertThat(message.getHeader("Auto-Submitted", null)).isEqualTo("auto-replied");
        assertThat(message.getHeader("To", null)).isEqualTo("<ann@example.com>");
        assertThat(message.getHeader("From", null)).isEqualTo("Mail Delivery System <MAILER-DAEMON@mx.example.org>");
        assertThat(message.getHeader("Message-ID", null)).isEqualTo("<id1@mx.example.org>");
        assertThat(message.getHeader("MIME-Version", null)).isEqualTo("1.0");
        assertThat(message.getHeader("Date", null)).isEqualTo("Mon, 23 Nov 2026 10:11:12 +0000");

        MultipartReport report = (MultipartReport) message.getContent();
        assertThat(report.getContentType()).contains("report-type=delivery-status");
        assertThat(report.getText()).contains("<alice@example.org>").contains("The mailbox is full");
        DeliveryStatus status = (DeliveryStatus) report.getReport();
        assertThat(status.getMessageDSN().getHeader("Reporting-MTA", null)).isEqualTo("dns; mx.example.org");
        assertThat(status.getMessageDSN().getHeader("Arrival-Date", null)).isEqualTo("Fri, 20 Nov 2026 10:11:12 +0000");
        assertThat(new String(decoded(report, 1), StandardCharsets.US_ASCII))
                .as("no group without fields at the end")
                .endsWith("No such user here\r\n");
        assertThat(status.getRecipientDSNCount()).isEqualTo(3);
        String[][] expected = {
            {"rfc822; alice@example.org", "5.2.2", "smtp; 552 5.2.2 Mailbox full"},
            {"rfc822; bob@example.org", "5.2.2", "smtp; 452 4.2.2 Mailbox full, try again later"},
            {"rfc822; carl@example.org", "5.1.1", "smtp; 550 5.1.1 No such user here"}
        };
        for (int i = 0; i < expected.length; i++) {
            var fields = status.getRecipientDSN(i);
            assertThat(fields.getHeader("Final-Recipient", null)).isEqualTo(expected[i][0]);
            assertThat(fields.getHeader("Action", null)).isEqualTo("failed");
            assertThat(fields.getHeader("Status", null)).isEqualTo(expected[i][1]);
            assertThat(fields.getHeader("Diagnostic-Code", null)).isEqualTo(expected[i][2]);
        }
        assertThat(report.getBodyPart(2).getContentType()).isEqualTo("text/rfc822-headers");
        assertThat(decoded(report, 2)).isEqualTo(ORIGINAL);
    }

    @Test
    void everyLineEndsWithCrLfAndIsSevenBit() {
        byte[] octets = compose(
                "ann@example.com",
                "Subject: gr\u00fc\u00dfe\r\nX: \r\n".getBytes(StandardCharsets.UTF_8),
                FailedRecipient.of("alice@example.org", Outcome.MAILBOX_FULL));
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        assertThat(text.replace("\r\n", "")).doesNotContain("\r").doesNotContain("\n");
        assertThat(text.chars().allMatch(c -> c < 128)).isTrue();
        assertThat(text.lines().mapToInt(String::length).max().orElse(0)).isLessThan(999);
    }

    /** Every text is there in every language, and programs read the same in all. */
    @ParameterizedTest
    @EnumSource(Outcome.class)
    void aLanguageHasAllTexts(Outcome outcome) {
        assertThat(ReportTexts.GERMAN.why(outcome)).isNotBlank().isNotEqualTo(ReportTexts.ENGLISH.why(outcome));
    }

    @Test
    void germanIsSevenBitToo() throws Exception {
        BounceComposer german =
                new BounceComposer("mx.example.org", "MAILER-DAEMON@mx.example.org", ReportTexts.GERMAN, Post.CLOCK);
        FailedRecipient full = FailedRecipient.of("bob@example.org", Outcome.MAILBOX_FULL);
        byte[] octets = german.compose(to("ann@example.com"), ARRIVED, List.of(full), ORIGINAL);
        assertThat(new String(octets, StandardCharsets.ISO_8859_1).chars().allMatch(c -> c < 128))
                .isTrue();
        MimeMessage message = parse(octets);
        assertThat(message.getSubject()).isEqualTo("Unzustellbare Nachricht zur\u00fcck an den Absender");
        MultipartReport report = (MultipartReport) message.getContent();
        assertThat(report.getBodyPart(0).getHeader("Content-Language")).containsExactly("de");
        assertThat(report.getText())
                .contains("Rechners mx.example.org.", "<bob@example.org>", "Das Postfach ist voll: Der Empf\u00e4nger");
        byte[] english = compose("ann@example.com", ORIGINAL, full);
        assertThat(decoded(report, 2)).isEqualTo(ORIGINAL);
        assertThat(status(octets)).isEqualTo(status(english)).contains("Status: 5.2.2");
    }

    /** The part for programs, as it stands. */
    private static String status(byte[] report) {
        String text = new String(report, StandardCharsets.US_ASCII);
        int start = text.indexOf("Reporting-MTA");
        return text.substring(start, text.indexOf("\r\n--", start));
    }

    @Test
    void fieldsThatRelaysWouldHarmTravelEncoded() throws Exception {
        byte[] original =
                ("Subject: gr\u00fc\u00dfe\r\nX: " + "y".repeat(2000) + "\r\n").getBytes(StandardCharsets.UTF_8);
        MimeMessage message = parse(
                compose("ann@example.com", original, FailedRecipient.of("alice@example.org", Outcome.MAILBOX_FULL)));
        MimeMultipart report = (MimeMultipart) message.getContent();
        assertThat(report.getBodyPart(2).getHeader("Content-Transfer-Encoding")).containsExactly("quoted-printable");
        assertThat(decoded(report, 2)).isEqualTo(original);
    }

    @Test
    void addressesBeyondAsciiGetTheMediaTypesOfRfc6533() throws Exception {
        byte[] octets = compose(
                "ann@example.com",
                ORIGINAL,
                FailedRecipient.of("j\u00f6rg@example.org", Outcome.MAILBOX_FULL),
                FailedRecipient.of("bob@example.org", Outcome.TOO_BIG));
        MimeMessage message = parse(octets);
        MimeMultipart report = new MimeMultipart(message.getDataHandler().getDataSource());
        assertThat(message.getContentType())
                .startsWith("multipart/report;")
                .contains("report-type=global-delivery-status");
        assertThat(report.getBodyPart(1).getContentType()).isEqualTo("message/global-delivery-status");
        assertThat(report.getBodyPart(2).getContentType()).isEqualTo("message/global-headers");
        assertThat(new String(decoded(report, 1), StandardCharsets.UTF_8)).isEqualTo("""
                        Reporting-MTA: dns; mx.example.org
                        Arrival-Date: Fri, 20 Nov 2026 10:11:12 +0000

                        Final-Recipient: utf-8; j\u00f6rg@example.org
                        Action: failed
                        Status: 5.2.2
                        Diagnostic-Code: smtp; 552 5.2.2 Mailbox full

                        Final-Recipient: rfc822; bob@example.org
                        Action: failed
                        Status: 5.3.4
                        Diagnostic-Code: smtp; 552 5.3.4 Message too big
                        """.replace("\n", "\r\n"));
        assertThat(new String(decoded(report, 0), StandardCharsets.UTF_8)).contains("<j\u00f6rg@example.org>");
        assertThat(octets).as("any relay can take it").doesNotContain(0xC3);
    }

    @Test
    void aSenderBeyondAsciiIsAddressedAsHeIs() throws Exception {
        byte[] octets =
                compose("\u00e4nn@example.com", ORIGINAL, FailedRecipient.of("bob@example.org", Outcome.TOO_BIG));
        assertThat(new String(octets, StandardCharsets.UTF_8)).contains("\r\nTo: <\u00e4nn@example.com>\r\n");
    }
}
