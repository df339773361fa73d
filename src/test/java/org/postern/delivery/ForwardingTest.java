package org.postern.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.delivery.BounceSettings.Smarthost;
import org.postern.delivery.OutgoingRoute.Attempt;

/** Mail that is sent on by users and aliases, up to what the smarthost is given. */
final class ForwardingTest {
    private static final String MESSAGE = "Subject: hello\r\nMessage-ID: <1@example.com>\r\n\r\nbody\r\n";
    private static final Optional<Address> SENDER = Optional.of(Address.parse("sender@example.com"));

    @TempDir
    Path directory;

    private final Post post = new Post();
    private final List<String> sent = new ArrayList<>();
    private Optional<Smarthost> smarthost = Optional.of(new Smarthost("127.0.0.1", 25));
    private Attempt answer = Attempt.sent("250 ok");
    private boolean interrupting;
    private OutgoingQueue queue = queue();

    private OutgoingQueue queue() {
        return new OutgoingQueue(
                new QueueDirectory(Path.of("/dev/null/queue")),
                () -> this::send,
                () -> new BounceSettings("mx.example.org", "MAILER-DAEMON@mx.example.org", smarthost),
                post.audit,
                Post.CLOCK);
    }

    @BeforeEach
    void queueOnDisk() {
        queue = new OutgoingQueue(
                new QueueDirectory(directory.resolve("queue")),
                () -> this::send,
                () -> new BounceSettings("mx.example.org", "MAILER-DAEMON@mx.example.org", smarthost),
                post.audit,
                Post.CLOCK);
        post.settlement(queue);
    }

    @AfterEach
    void nothingStaysOpen() {
        post.assertNoLeaks();
    }

    private Attempt send(Outgoing mail, Content message) {
        try (InputStream in = message.open()) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSize((int) message.size());
            if (interrupting) {
                Thread.currentThread().interrupt();
            }
            sent.add("<" + mail.reversePath() + "> <" + mail.to() + ">\n" + text);
            return answer;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Outcome deliver(Optional<Address> sender, String recipient, String message) {
        Envelope envelope = new Envelope(Origin.local("t1"), sender, OptionalLong.empty());
        try (Transaction transaction = post.delivery.begin(envelope)) {
            Outcome first = transaction.addRecipient(Address.parse(recipient));
            if (!first.isSuccess()) {
                return first;
            }
            transaction.write(ByteBuffer.wrap(message.getBytes(StandardCharsets.UTF_8)));
            try (Distribution distribution = transaction.finish()) {
                return distribution.next().outcome();
            }
        }
    }

    @Test
    void aUserWhoForwardsKeepsNothing() {
        post.forwards.put("bob@example.org", List.of("Bob@Example.com"));
        assertThat(deliver(SENDER, "bob+x@example.org", MESSAGE)).isEqualTo(Outcome.DELIVERED);
        queue.attemptDue();
        assertThat(sent)
                .singleElement()
                .satisfies(mail -> assertThat(mail)
                        .startsWith(
                                "<sender@example.com> <Bob@Example.com>\nDelivered-To: bob@example.org\r\nReceived: by mx")
                        .doesNotContain("Return-Path")
                        .endsWith("\r\n" + MESSAGE));
        assertThat(post.mail("bob@example.org", "INBOX")).isEmpty();
        assertThat(post.audit())
                .anyMatch(line -> line.startsWith("forwarded ")
                        && line.endsWith("id=t1 recipient=bob@example.org to=Bob@Example.com"));
    }

    @Test
    void whoeverKeepsACopyHasIt() {
        post.forwards.put("bob@example.org", List.of("bob@example.com", "BOB@example.org", "alice@example.org"));
        assertThat(deliver(SENDER, "bob@example.org", MESSAGE)).isEqualTo(Outcome.DELIVERED);
        assertThat(post.onlyMail("bob@example.org")).contains("Delivered-To: bob@example.org\r\n");
        assertThat(post.onlyMail("alice@example.org")).contains("Delivered-To: alice@example.org\r\n");
        assertThat(queue.size()).isOne();
    }

    @Test
    void aForwardedReportKeepsItsEmptySender() {
        post.forwards.put("bob@example.org", List.of("bob@example.com"));
        deliver(Optional.empty(), "bob@example.org", MESSAGE);
        queue.attemptDue();
        assertThat(sent).singleElement().satisfies(mail -> assertThat(mail).startsWith("<> <bob@example.com>\n"));
    }

    @Test
    void targetsOfAnAliasElsewhereGetItToo() {
        post.aliases.put("team@example.org", List.of("alice@example.org", "bob@example.com", "bob@example.com"));
        assertThat(deliver(SENDER, "team@example.org", MESSAGE)).isEqualTo(Outcome.DELIVERED);
        post.onlyMail("alice@example.org");
        queue.attemptDue();
        assertThat(sent)
                .singleElement()
                .satisfies(mail -> assertThat(mail)
                        .startsWith("<sender@example.com> <bob@example.com>\nDelivered-To: team@example.org\r\n"));
    }

    /** A stranger's address is nobody's here, whatever it looks like. */
    @Test
    void nothingIsRelayed() {
        assertThat(deliver(SENDER, "bob@example.com", MESSAGE)).isEqualTo(Outcome.UNKNOWN_USER);
        post.aliases.put("@example.org", List.of("alice@example.org"));
        assertThat(deliver(SENDER, "bob%example.com@example.org", MESSAGE)).isEqualTo(Outcome.DELIVERED);
        assertThat(queue.size()).isZero();
    }

    @Test
    void withoutASmarthostTheSenderIsAskedToTryAgain() {
        smarthost = Optional.empty();
        post.forwards.put("bob@example.org", List.of("bob@example.com", "bob@example.org"));
        assertThat(deliver(SENDER, "bob@example.org", MESSAGE)).isEqualTo(Outcome.CANNOT_FORWARD);
        assertThat(post.mail("bob@example.org", "INBOX")).isEmpty();
        post.forwards.put("bob@example.org", List.of("alice@example.org"));
        assertThat(deliver(SENDER, "bob@example.org", MESSAGE)).isEqualTo(Outcome.DELIVERED);
        post.onlyMail("alice@example.org");
    }

    @Test
    void whatCannotBeQueuedIsNotAcknowledged() {
        post.settlement(queue());
        post.forwards.put("bob@example.org", List.of("bob@example.com"));
        assertThat(deliver(SENDER, "bob@example.org", MESSAGE)).isEqualTo(Outcome.TRY_AGAIN);
    }

    @Test
    void twoWhoForwardToEachOtherLoseNothing() {
        post.forwards.put("bob@example.org", List.of("alice@example.org"));
        post.forwards.put("alice@example.org", List.of("bob@example.org"));
        assertThat(deliver(SENDER, "bob@example.org", MESSAGE)).isEqualTo(Outcome.DELIVERED);
        post.onlyMail("bob@example.org");
        post.forwards.put("alice@example.org", List.of("nosuch@example.org"));
        assertThat(deliver(SENDER, "alice@example.org", MESSAGE)).isEqualTo(Outcome.DELIVERED);
        post.onlyMail("alice@example.org");
    }

    @Test
    void whoseForwardAddressLeadsNowhereKeepsTheMailOfAListToo() {
        post.aliases.put("team@example.org", List.of("alice@example.org", "bob@example.org", "user3@example.org"));
        post.forwards.put("alice@example.org", List.of("nosuch@example.org"));
        post.forwards.put("user3@example.org", List.of("alice@example.org"));
        assertThat(deliver(SENDER, "team@example.org", MESSAGE)).isEqualTo(Outcome.DELIVERED);
        post.onlyMail("alice@example.org");
        post.onlyMail("bob@example.org");
        assertThat(post.mail("user3@example.org", "INBOX")).isEmpty();
    }

    @Test
    void whatIsGivenUpStaysUntilItsReportIsOnDisk() throws IOException {
        post.forwards.put("bob@example.org", List.of("bob@example.com"));
        deliver(SENDER, "bob@example.org", MESSAGE);
        answer = Attempt.refused("550 no");
        interrupting = true; // the server stops, so nothing can be written
        queue.attemptDue();
        assertThat(Thread.interrupted()).isTrue();
        interrupting = false;
        assertThat(queue.entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.mail().purpose()).isEqualTo(Outgoing.Purpose.FORWARD));
        queueOnDisk();
        queue.load();
        queue.attemptDue();
        assertThat(queue.entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.mail().purpose()).isEqualTo(Outgoing.Purpose.REPORT));
    }

    @Test
    void whatComesBackIsNotSentOnAgain() {
        String back = "Delivered-To: other@example.com\r\ndelivered-to:  BOB@example.org\r\n" + MESSAGE;
        post.forwards.put("bob@example.org", List.of("bob@example.com"));
        assertThat(deliver(SENDER, "bob@example.org", back)).isEqualTo(Outcome.FORWARD_LOOP);
        post.forwards.put("bob@example.org", List.of("bob@example.com", "bob@example.org"));
        assertThat(deliver(SENDER, "bob@example.org", back)).isEqualTo(Outcome.DELIVERED);
        post.onlyMail("bob@example.org");
        assertThat(queue.size()).isZero();
    }

    @Test
    void afterAHundredServersItIsALoop() {
        String hop = "Received: by x\r\n";
        post.forwards.put("bob@example.org", List.of("bob@example.com"));
        assertThat(deliver(SENDER, "bob@example.org", hop.repeat(99) + MESSAGE)).isEqualTo(Outcome.DELIVERED);
        assertThat(deliver(SENDER, "bob@example.org", hop.repeat(100) + MESSAGE))
                .isEqualTo(Outcome.FORWARD_LOOP);
    }

    @Test
    void whatTheNextServerRefusesIsReportedWithoutTellingWhereItWent() {
        post.forwards.put("bob@example.org", List.of("secret@example.com"));
        deliver(SENDER, "bob@example.org", MESSAGE);
        answer = Attempt.refused("550 5.1.1 no secret@example.com here");
        queue.attemptDue();
        assertThat(queue.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.mail().purpose()).isEqualTo(Outgoing.Purpose.REPORT);
            assertThat(entry.mail().to()).hasToString("sender@example.com");
        });
        sent.clear();
        queue.attemptDue();
        assertThat(sent)
                .singleElement()
                .satisfies(report -> assertThat(report)
                        .startsWith("<> <sender@example.com>\n")
                        .contains(
                                "Final-Recipient: rfc822; bob@example.org\r\n",
                                "Status: 5.1.1\r\n",
                                "Diagnostic-Code: smtp; 550 5.1.1 The server it was forwarded to refused it\r\n",
                                "The last answer was 550 5.1.1.",
                                "Subject: hello\r\n")
                        .doesNotContain("secret@example.com")
                        .doesNotContain("Delivered-To"));
        assertThat(queue.size()).as("nobody is told about a report").isZero();
    }

    /** Written before it was noted whom a message was sent to. */
    @Test
    void aFileOfAnEarlierVersionIsReportedByWhoForwardsIt() throws IOException {
        Files.createDirectories(directory.resolve("queue"));
        Files.writeString(
                directory.resolve("queue").resolve("mw1-1-t1.forward"),
                "to: secret@example.com\ncreated: 2026-11-23T09:00:00Z\nforwarded-by: bob@example.org\n"
                        + "from: sender@example.com\n\nDelivered-To: bob@example.org\r\n" + MESSAGE);
        queueOnDisk();
        queue.load();
        answer = Attempt.refused("550 no");
        queue.attemptDue();
        queue.attemptDue();
        assertThat(sent)
                .last()
                .satisfies(report -> assertThat(report)
                        .startsWith("<> <sender@example.com>\n")
                        .contains(
                                "Final-Recipient: rfc822; bob@example.org\r\n",
                                "Diagnostic-Code: smtp; 550 The server",
                                "Arrival-Date: Mon, 23 Nov 2026 09:00:00 +0000\r\n"));
    }

    @Test
    void nobodyIsToldAboutAForwardedReportOrListMail() {
        post.forwards.put("bob@example.org", List.of("bob@example.com"));
        deliver(Optional.empty(), "bob@example.org", MESSAGE);
        deliver(SENDER, "bob@example.org", "List-Id: <x.example.com>\r\n" + MESSAGE);
        answer = Attempt.refused("550 no");
        queue.attemptDue();
        assertThat(queue.entries()).as("an operator is shown them").hasSize(2).allSatisfy(entry -> {
            assertThat(entry.attempts().failed()).isPresent();
            assertThat(entry.answer()).isEqualTo("550 no");
        });
        queue.attemptDue();
        assertThat(sent).as("and they are not tried again").hasSize(2);
        assertThat(post.audit())
                .filteredOn(line -> line.startsWith("undelivered "))
                .hasSize(2)
                .allMatch(line -> line.endsWith("recipient=bob@example.org"));
        answer = Attempt.sent("250 ok");
        queue.flush(Optional.of(queue.entries().get(0).mail().id()));
        assertThat(queue.size()).as("unless the operator wants it").isOne();
    }

    @Test
    void aRestartForgetsNothing() throws IOException {
        post.forwards.put("bob@example.org", List.of("bob@example.com"));
        deliver(SENDER, "bob@example.org", MESSAGE);
        deliver(Optional.empty(), "bob@example.org", MESSAGE);
        List<Outgoing> before = queue.entries().stream().map(QueueEntry::mail).toList();
        queueOnDisk();
        queue.load();
        assertThat(queue.entries().stream().map(QueueEntry::mail)).containsExactlyElementsOf(before);
        queue.attemptDue();
        assertThat(sent).hasSize(2).allSatisfy(mail -> assertThat(mail).endsWith(MESSAGE));
    }
}
