package org.postern.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.angus.mail.dsn.DeliveryStatus;
import org.eclipse.angus.mail.dsn.MultipartReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.delivery.BounceSettings.Smarthost;
import org.postern.delivery.DeliveryReport.Undelivered;
import org.subethamail.wiser.Wiser;

/** From a full mailbox to the report in the sender's hands, over the queue on disk and a real SMTP server. */
final class BounceJourneyTest {
    private static final String MESSAGE = "Subject: hello\nX-Mark: kept\n\nsecret body\n";

    @TempDir
    Path directory;

    private final Post post = new Post();
    private final Wiser sink = Wiser.port(0);

    @BeforeEach
    void start() {
        sink.start();
        post.store.room("bob@example.org", 10);
    }

    @AfterEach
    void stop() {
        sink.stop();
        post.assertNoLeaks();
    }

    private DeliveryReport deliver(String sender, String... recipients) throws Exception {
        Supplier<BounceSettings> settings = () -> new BounceSettings(
                "mx.example.org",
                "MAILER-DAEMON@mx.example.org",
                Optional.of(new Smarthost("127.0.0.1", sink.getServer().getPortAllocated())));
        MailRoute route = new MailRoute(post.delivery, settings);
        QueueDirectory files = new QueueDirectory(directory.resolve("queue"));
        DeliveryReport report;
        try (OutgoingQueue queue = new OutgoingQueue(files, route, settings, post.audit, Post.CLOCK)) {
            report = new StreamDelivery(post.delivery, post.settlement(queue), () -> "pipe-1")
                    .deliver(
                            sender,
                            List.of(recipients),
                            new ByteArrayInputStream(MESSAGE.getBytes(StandardCharsets.US_ASCII)));
        }
        // Only after a restart is it sent.
        try (OutgoingQueue queue = new OutgoingQueue(files, route, settings, post.audit, Post.CLOCK)) {
            queue.load();
            queue.attemptDue();
            assertThat(queue.entries())
                    .as("what is left")
                    .allSatisfy(entry -> assertThat(entry.attempts().failed()).isPresent());
        }
        return report;
    }

    @Test
    void aSenderElsewhereIsToldThroughTheSmarthost() throws Exception {
        DeliveryReport report = deliver("ann@example.com", "alice@example.org", "bob@example.org");
        assertThat(report.undelivered()).isEqualTo(Undelivered.BOUNCED);
        assertThat(sink.getMessages()).singleElement().satisfies(m -> {
            assertThat(m.getEnvelopeSender()).isEmpty();
            assertThat(m.getEnvelopeReceiver()).isEqualTo("ann@example.com");
            MultipartReport parts = (MultipartReport) m.getMimeMessage().getContent();
            assertThat(parts.getText()).contains("The mailbox is full").contains("<bob@example.org>");
            DeliveryStatus status = (DeliveryStatus) parts.getReport();
            assertThat(status.getRecipientDSNCount()).isEqualTo(1);
            assertThat(status.getRecipientDSN(0).getHeader("Final-Recipient", null))
                    .isEqualTo("rfc822; bob@example.org");
            assertThat(new String(m.getData(), StandardCharsets.US_ASCII))
                    .contains("X-Mark: kept\r\n")
                    .doesNotContain("secret body");
        });
    }

    @Test
    void aSenderHereFindsItInTheInbox() throws Exception {
        deliver("tom+jerry@example.org", "alice@example.org", "bob@example.org");
        assertThat(post.onlyMail("tom+jerry@example.org"))
                .startsWith("Return-Path: <>\r\n")
                .contains("Auto-Submitted: auto-replied\r\n")
                .contains("Status: 5.2.2\r\n");
        assertThat(sink.getMessages()).isEmpty();
    }

    @Test
    void nobodyIsToldWhereTheSenderIsEmpty() throws Exception {
        assertThat(deliver("<>", "alice@example.org", "bob@example.org").undelivered())
                .isEqualTo(Undelivered.KEPT);
        assertThat(sink.getMessages()).isEmpty();
    }
}
