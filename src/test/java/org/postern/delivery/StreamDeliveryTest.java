package org.postern.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.delivery.DeliveryReport.Undelivered;

final class StreamDeliveryTest {
    private static final String MESSAGE = "Subject: hello\nFrom: me\n\nbody\n";

    @TempDir
    Path directory;

    private final Post post = new Post();
    private final List<String> bounced = new ArrayList<>();

    @AfterEach
    void nothingStaysOpen() {
        post.assertNoLeaks();
    }

    private DeliveryReport deliver(String sender, String... recipients) throws IOException {
        return deliver(new ByteArrayInputStream(MESSAGE.getBytes(StandardCharsets.US_ASCII)), sender, recipients);
    }

    private DeliveryReport deliver(InputStream message, String sender, String... recipients) throws IOException {
        OutgoingRoute.Round sending = (mail, content) -> {
            try (InputStream in = content.open()) {
                bounced.add(mail.to() + "\n" + new String(in.readAllBytes(), StandardCharsets.UTF_8));
                return OutgoingRoute.Attempt.sent("ok");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        };
        BounceSettings settings = new BounceSettings("mx.example.org", "daemon@mx.example.org", Optional.empty());
        try (OutgoingQueue queue = new OutgoingQueue(
                new QueueDirectory(directory.resolve("q")), () -> sending, () -> settings, post.audit, Post.CLOCK)) {
            DeliveryReport report = new StreamDelivery(post.delivery, post.settlement(queue), () -> "pipe-1")
                    .deliver(sender, List.of(recipients), message);
            queue.attemptDue();
            return report;
        }
    }

    private static List<Outcome> outcomes(DeliveryReport report) {
        return report.recipients().stream().map(RecipientOutcome::outcome).toList();
    }

    @Test
    void everybodyGetsIt() throws IOException {
        DeliveryReport report = deliver("ann@example.com", "alice@example.org", "bob@example.org");
        assertThat(report.undelivered()).isEqualTo(Undelivered.NOBODY);
        assertThat(report.verdict()).isEqualTo(Outcome.DELIVERED);
        assertThat(post.onlyMail("alice@example.org"))
                .startsWith("Return-Path: <ann@example.com>\r\nDelivered-To: alice@example.org\r\n")
                .contains("\r\nReceived: by mx.example.org (Postern) with local\r\n\tid pipe-1;\r\n")
                .endsWith("\r\nSubject: hello\r\nFrom: me\r\n\r\nbody\r\n");
        assertThat(bounced).isEmpty();
    }

    @Test
    void aSingleRecipientIsTheCallersBusiness() throws IOException {
        post.store.room("alice@example.org", 10);
        DeliveryReport full = deliver("ann@example.com", "alice@example.org");
        assertThat(full.undelivered()).isEqualTo(Undelivered.CALLER);
        assertThat(full.verdict()).isEqualTo(Outcome.MAILBOX_FULL);
        assertThat(deliver("ann@example.com", "nobody@example.org").verdict()).isEqualTo(Outcome.UNKNOWN_USER);
        assertThat(deliver("ann@example.com", "no body").verdict()).isEqualTo(Outcome.BAD_ADDRESS);
        assertThat(bounced).isEmpty();
    }

    @Test
    void onceSomebodyHasItTheSenderHearsOfTheOthers() throws IOException {
        post.store.room("bob@example.org", 10);
        DeliveryReport report = deliver("ann@example.com", "alice@example.org", "bob@example.org", "x@example.org");
        assertThat(outcomes(report)).containsExactly(Outcome.DELIVERED, Outcome.MAILBOX_FULL, Outcome.UNKNOWN_USER);
        assertThat(report.undelivered()).isEqualTo(Undelivered.BOUNCED);
        assertThat(report.verdict()).isEqualTo(Outcome.DELIVERED);
        assertThat(bounced)
                .singleElement()
                .satisfies(b -> assertThat(b)
                        .startsWith("ann@example.com\n")
                        .contains("Final-Recipient: rfc822; bob@example.org")
                        .contains("Final-Recipient: rfc822; x@example.org")
                        .contains("The mailbox is full")
                        .contains("Subject: hello\r\nFrom: me\r\n")
                        .doesNotContain("body\r\n")
                        .doesNotContain("rfc822; alice@example.org"));
    }

    @Test
    void bouncesStandInTheAuditLog() throws IOException {
        post.store.room("bob@example.org", 10);
        deliver("ann@example.com", "alice@example.org", "bob@example.org");
        assertThat(post.audit())
                .last()
                .isEqualTo("bounced id=pipe-1 code=5.2.2 sender=ann@example.com recipient=bob@example.org");
    }

    @Test
    void aFullMailboxBouncesThenEvenWhereSendersAreAskedToWait() throws IOException {
        post.settings = post.settings.withWhenFull(WhenFull.DEFER);
        post.store.room("bob@example.org", 10);
        DeliveryReport report = deliver("ann@example.com", "alice@example.org", "bob@example.org");
        assertThat(outcomes(report)).containsExactly(Outcome.DELIVERED, Outcome.MAILBOX_FULL_NOW);
        assertThat(report.undelivered()).isEqualTo(Undelivered.BOUNCED);
        assertThat(bounced).singleElement().satisfies(b -> assertThat(b).contains("Status: 5.2.2"));
    }

    @Test
    void anEmptySenderIsNotBouncedAt() throws IOException {
        post.store.room("bob@example.org", 10);
        for (String nobody : List.of("", "<>", "no address")) {
            DeliveryReport report = deliver(nobody, "alice@example.org", "bob@example.org");
            assertThat(report.undelivered()).isEqualTo(Undelivered.KEPT);
            assertThat(report.verdict()).isEqualTo(Outcome.DELIVERED);
        }
        assertThat(bounced).isEmpty();
        assertThat(post.mail("alice@example.org", "INBOX")).hasSize(3);
    }

    @Test
    void whatMayHelpLaterIsTriedHereOnceSomebodyHasIt() throws IOException {
        post.store.breaks("bob@example.org", new IllegalStateException("broken"));
        DeliveryReport report = deliver("ann@example.com", "x@example.org", "alice@example.org", "bob@example.org");
        assertThat(report.undelivered()).isEqualTo(Undelivered.BOUNCED);
        assertThat(report.verdict()).isEqualTo(Outcome.DELIVERED);
        assertThat(bounced)
                .hasSize(2)
                .anySatisfy(b -> assertThat(b)
                        .startsWith("ann@example.com\n")
                        .contains("x@example.org")
                        .doesNotContain("rfc822; bob@example.org"));
        assertThat(bounced).anySatisfy(b -> assertThat(b).startsWith("bob@example.org\nReceived: by mx"));
    }

    /** Whoever is named in two spellings, and whoever was refused before there was a message. */
    @Test
    void nobodyIsKeptAMessageTwice() throws IOException {
        post.settings = post.settings.withDefaultDomain("example.org");
        post.store.breaks("bob@example.org", new IllegalStateException("broken"));
        DeliveryReport report = deliver("ann@example.com", "bob", "bob@example.org", "alice");
        assertThat(report.undelivered()).isEqualTo(Undelivered.KEPT);
        assertThat(report.recipients())
                .extracting(RecipientOutcome::recipient)
                .containsExactly("bob@example.org", "bob@example.org", "alice@example.org");
        assertThat(bounced).singleElement().satisfies(b -> assertThat(b).startsWith("bob@example.org\n"));
        post.store.closes("bob@example.org", new IllegalStateException("closed"));
        deliver("ann@example.com", "bob@example.org", "bob@example.org", "alice");
        assertThat(bounced).hasSize(2);
    }

    @Test
    void whatNobodyHasIsTheCallersToTryAgain() throws IOException {
        post.store.breaks("bob@example.org", new IllegalStateException("broken"));
        DeliveryReport report = deliver("ann@example.com", "x@example.org", "bob@example.org");
        assertThat(report.undelivered()).isEqualTo(Undelivered.CALLER);
        assertThat(report.verdict()).isEqualTo(Outcome.TRY_AGAIN);
        assertThat(bounced).isEmpty();
    }

    /** The fields that were put before the message for the one who has it are not the sender's to see. */
    @Test
    void aReportNamesNobodyElse() throws IOException {
        deliver("ann@example.com", "x@example.org", "alice@example.org");
        assertThat(bounced)
                .singleElement()
                .satisfies(b -> assertThat(b)
                        .contains("Final-Recipient: rfc822; x@example.org", "Subject: hello\r\nFrom: me\r\n")
                        .doesNotContain("alice"));
    }

    @Test
    void aBounceThatCannotBeQueuedIsNotForgotten() throws IOException {
        Files.writeString(directory.resolve("q"), "in the way");
        post.store.room("bob@example.org", 10);
        DeliveryReport report = deliver("ann@example.com", "alice@example.org", "bob@example.org");
        assertThat(report.undelivered()).isEqualTo(Undelivered.CALLER);
        assertThat(report.verdict()).isEqualTo(Outcome.MAILBOX_FULL);
    }

    @Test
    void aStreamThatBreaksDeliversNothing() {
        InputStream breaking = new FilterInputStream(new ByteArrayInputStream(new byte[100])) {
            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int n = super.read(into, offset, length);
                if (n < 0) {
                    throw new IOException("broken pipe");
                }
                return n;
            }
        };
        assertThatThrownBy(() -> deliver(breaking, "ann@example.com", "alice@example.org", "bob@example.org"))
                .isInstanceOf(IOException.class);
        assertThat(post.mail("alice@example.org", "INBOX")).isEmpty();
    }
}
