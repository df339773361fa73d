package org.postern.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.MovableClock;
import org.postern.delivery.BounceSettings.Shelf;
import org.postern.delivery.Outgoing.Purpose;
import org.postern.store.MailboxName;
import org.postern.store.UserName;

/** What some of an alias could not have with the others is kept here: they get it later, and nobody twice. */
final class KeptMailTest {
    private static final String MESSAGE = "Delivered-To: ann-list@example.com\r\nSubject: hello\r\n\r\nbody\r\n";
    private static final String SENDER = "user1@example.org";

    @TempDir
    Path directory;

    private final Post post = new Post();
    private final MovableClock clock = new MovableClock();
    private String transaction = "t1";
    private BounceSettings bounces =
            new BounceSettings("mx.example.org", "MAILER-DAEMON@mx.example.org", Optional.empty());
    private OutgoingQueue queue = queue(Path.of("/dev/null/queue"));

    private OutgoingQueue queue(Path files) {
        Supplier<BounceSettings> settings = () -> bounces;
        return new OutgoingQueue(
                new QueueDirectory(files), new MailRoute(post.delivery, settings), settings, post.audit, clock);
    }

    /** As after a kill: what is on disk is all that is left. */
    private void restart() throws IOException {
        queue = queue(directory.resolve("queue"));
        queue.load();
        post.settlement(queue);
    }

    @BeforeEach
    void aTeam() throws IOException {
        restart();
        post.aliases.put("team@example.org", List.of("alice@example.org", "bob@example.org"));
        post.store.breaks("bob@example.org", new IllegalStateException("broken"));
    }

    @AfterEach
    void nothingStaysOpen() {
        post.assertNoLeaks();
    }

    private List<Outcome> deliver(String sender, List<String> recipients) {
        Optional<Address> from = sender.isEmpty() ? Optional.empty() : Optional.of(Address.parse(sender));
        Envelope envelope = new Envelope(Origin.local(transaction), from, OptionalLong.empty());
        try (Transaction open = post.delivery.begin(envelope)) {
            recipients.forEach(
                    r -> assertThat(open.addRecipient(Address.parse(r))).isEqualTo(Outcome.RECIPIENT_OK));
            open.write(ByteBuffer.wrap(MESSAGE.getBytes(StandardCharsets.US_ASCII)));
            List<RecipientOutcome> outcomes = new ArrayList<>();
            try (Distribution distribution = open.finish()) {
                while (distribution.hasNext()) {
                    outcomes.add(distribution.next());
                }
                DeliveryReport report = post.settlement(queue).settle(envelope, outcomes, distribution);
                assertThat(report.verdict()).isEqualTo(Outcome.DELIVERED);
            }
            return outcomes.stream().map(RecipientOutcome::outcome).toList();
        }
    }

    /** However often somebody is named who cannot have it, one copy is kept. */
    @Test
    void nobodyIsKeptAMessageTwice() {
        assertThat(deliver(SENDER, List.of("team@example.org", "bob@example.org", "team@example.org")))
                .as("whoever was told to try again would bring a second copy")
                .containsOnly(Outcome.DELIVERED);
        assertThat(queue.size()).isOne();
        deliver(SENDER, List.of("bob@example.org", "bob+x@example.org", "alice@example.org", "BOB@example.org"));
        assertThat(queue.size()).isEqualTo(2);
        post.store.mends("bob@example.org");
        post.store.room("bob@example.org", 10);
        deliver("", List.of("bob@example.org", "bob+y@example.org", "team@example.org", "bob+z@example.org"));
        assertThat(queue.entries())
                .filteredOn(entry -> entry.attempts().isFailed())
                .hasSize(1);
        assertThat(count("alice@example.org")).isEqualTo(3);
    }

    /** He was asked for first, when nobody could know of the copy that would be kept. */
    @Test
    void whoIsNamedBeforeTheAliasIsNotToldToTryAgain() {
        assertThat(deliver(SENDER, List.of("bob@example.org", "team@example.org")))
                .containsExactly(Outcome.DELIVERED, Outcome.DELIVERED);
        assertThat(queue.size()).isOne();
        post.aliases.put("all@example.org", List.of("team@example.org"));
        post.aliases.put("@example.org", List.of("all@example.org"));
        assertThat(deliver(SENDER, List.of("bob+x@example.org", "nobody@example.org", "BOB@example.org")))
                .containsOnly(Outcome.DELIVERED);
        assertThat(queue.size()).isEqualTo(2);
        post.store.mends("bob@example.org");
        clock.advance(Duration.ofMinutes(5));
        queue.attemptDue();
        assertThat(count("bob@example.org")).isEqualTo(2);
        assertThat(count("alice@example.org")).isEqualTo(2);
    }

    @Test
    void answersStayInTheirOrderAndWhomNobodyKeepsAnythingForIsToldToTryAgain() {
        assertThat(deliver(SENDER, List.of("alice@example.org", "bob@example.org", "tom+jerry@example.org")))
                .containsExactly(Outcome.DELIVERED, Outcome.TRY_AGAIN, Outcome.DELIVERED);
    }

    /** The first alias had nobody to keep its message with until a later one had. */
    @Test
    void anAliasOfWhichNobodyHasItIsAcceptedWithAnotherThatKeepsIt() {
        post.store.breaks("tom+jerry@example.org", new IllegalStateException("broken"));
        post.aliases.put("three@example.org", List.of("tom+jerry@example.org"));
        post.aliases.put("two@example.org", List.of("tom+jerry@example.org", "bob@example.org"));
        assertThat(deliver(SENDER, List.of("three@example.org", "two@example.org", "team@example.org")))
                .containsOnly(Outcome.DELIVERED);
        assertThat(queue.size()).isEqualTo(2);
        post.store.mends("bob@example.org");
        post.store.mends("tom+jerry@example.org");
        clock.advance(Duration.ofMinutes(5));
        queue.attemptDue();
        assertThat(List.of(count("alice@example.org"), count("bob@example.org"), count("tom+jerry@example.org")))
                .containsExactly(1, 1, 1);
    }

    private Outcome deliver(String sender, String recipient, String message) {
        Optional<Address> from = sender.isEmpty() ? Optional.empty() : Optional.of(Address.parse(sender));
        Envelope envelope = new Envelope(Origin.local(transaction), from, OptionalLong.empty());
        try (Transaction open = post.delivery.begin(envelope)) {
            assertThat(open.addRecipient(Address.parse(recipient))).isEqualTo(Outcome.RECIPIENT_OK);
            open.write(ByteBuffer.wrap(message.getBytes(StandardCharsets.US_ASCII)));
            try (Distribution distribution = open.finish()) {
                return distribution.next().outcome();
            }
        }
    }

    private int count(String user) {
        return post.mail(user, "INBOX").size();
    }

    @Test
    void whoCouldNotHaveItGetsItLaterAndNobodyTwice() throws IOException {
        assertThat(deliver(SENDER, "team@example.org", MESSAGE)).isEqualTo(Outcome.DELIVERED);
        assertThat(count("alice@example.org")).isOne();
        queue.attemptDue();
        restart();
        assertThat(queue.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.mail().purpose()).isEqualTo(Purpose.LOCAL);
            assertThat(entry.answer()).startsWith("451 4.3.0 ");
        });
        post.store.mends("bob@example.org");
        queue.attemptDue();
        assertThat(count("bob@example.org")).as("not before its time").isZero();
        clock.advance(Duration.ofMinutes(5));
        queue.attemptDue();
        assertThat(post.onlyMail("bob@example.org"))
                .startsWith("Return-Path: <" + SENDER + ">\r\nDelivered-To: bob@example.org\r\nReceived: by mx")
                .contains("\r\n\tid t1;\r\n")
                .endsWith("\r\n" + MESSAGE);
        assertThat(count("alice@example.org")).isOne();
        assertThat(queue.size()).isZero();
    }

    @Test
    void whereNobodyHasItTheSenderTriesAgain() {
        post.store.breaks("alice@example.org", new IllegalStateException("broken"));
        assertThat(deliver(SENDER, "team@example.org", MESSAGE)).isEqualTo(Outcome.TRY_AGAIN);
        assertThat(queue.size()).isZero();
    }

    @Test
    void whatCannotBeKeptIsNotAcknowledged() {
        post.settlement(queue(Path.of("/dev/null/queue")));
        assertThat(deliver(SENDER, "team@example.org", MESSAGE)).isEqualTo(Outcome.TRY_AGAIN);
    }

    @Test
    void whoNeverGetsItIsReportedByTheAddressThatTheSenderUsed() {
        deliver(SENDER, "team@example.org", MESSAGE);
        queue.attemptDue();
        clock.advance(Duration.ofDays(6));
        queue.attemptDue();
        queue.attemptDue();
        assertThat(post.onlyMail(SENDER))
                .contains(
                        "    Others who get the mail for this address have it.\r\n",
                        "Final-Recipient: rfc822; team@example.org\r\n",
                        "Status: 5.4.7\r\n",
                        "Diagnostic-Code: smtp; 451 4.3.0 It could not be delivered in time\r\n",
                        "Subject: hello\r\n")
                .doesNotContain("bob@", "alice@", "ann-list@");
        assertThat(post.audit())
                .anyMatch(line -> line.startsWith("bounced ")
                        && line.endsWith(" code=5.4.7 sender=" + SENDER + " recipient=team@example.org"));
        assertThat(queue.size()).isZero();
    }

    @Test
    void membersOfAnAliasWhoNeverGetItAreOneReport() {
        post.aliases.put("team@example.org", List.of("alice@example.org", "bob@example.org", "user2@example.org"));
        post.store.breaks("user2@example.org", new IllegalStateException("broken"));
        deliver(SENDER, "team@example.org", MESSAGE);
        transaction = "t2";
        deliver(SENDER, "team@example.org", MESSAGE);
        assertThat(queue.size()).isEqualTo(4);
        clock.advance(Duration.ofDays(6));
        queue.attemptDue();
        assertThat(queue.size()).as("one report for each message").isEqualTo(2);
        queue.attemptDue();
        assertThat(post.mail(SENDER, "INBOX")).hasSize(2);
        assertThat(queue.size()).isZero();
    }

    @Test
    void theReportAboutSomeOfAnAliasNamesTheAlias() {
        post.store.mends("bob@example.org");
        post.store.room("bob@example.org", 10);
        assertThat(deliver(SENDER, "team@example.org", MESSAGE)).isEqualTo(Outcome.DELIVERED);
        queue.attemptDue();
        assertThat(post.onlyMail(SENDER))
                .contains(
                        "  <team@example.org>\r\n    The mailbox is full",
                        "    Others who get the mail for this address have it.\r\n",
                        "Final-Recipient: rfc822; team@example.org\r\n")
                .doesNotContain("bob@", "alice@", "ann-list@");
    }

    /** The alias of that name is not asked again, whatever has become of it meanwhile. */
    @Test
    void whatIsKeptForAMailboxIsForNoOther() throws IOException {
        post.aliases.put("bob@example.org", List.of("bob@example.org", "alice@example.org"));
        assertThat(deliver(SENDER, "bob@example.org", MESSAGE)).isEqualTo(Outcome.DELIVERED);
        restart();
        post.store.mends("bob@example.org");
        post.aliases.put("bob@example.org", List.of("user2@example.org"));
        queue.attemptDue();
        assertThat(count("alice@example.org")).isOne();
        assertThat(count("user2@example.org")).isZero();
        assertThat(count("bob@example.org")).isOne();
        assertThat(queue.size()).isZero();
    }

    @Test
    void aFolderIsKnownAfterARestart() throws Exception {
        post.aliases.put("team@example.org", List.of("alice@example.org", "bob+Lists@example.org"));
        post.memory.open(UserName.of("bob@example.org")).create(MailboxName.of("Lists"), Optional.empty());
        deliver(SENDER, "team@example.org", MESSAGE);
        restart();
        post.store.mends("bob@example.org");
        queue.attemptDue();
        assertThat(post.mail("bob@example.org", "Lists")).hasSize(1);
    }

    @Test
    void whoHasGoneMeanwhileIsReported() {
        post.aliases.put("team@example.org", List.of("alice@example.org", "user2@example.org"));
        post.store.breaks("user2@example.org", new IllegalStateException("broken"));
        deliver(SENDER, "team@example.org", MESSAGE);
        post.gone.add("user2@example.org");
        queue.attemptDue();
        queue.attemptDue();
        assertThat(post.onlyMail(SENDER))
                .contains("Final-Recipient: rfc822; team@example.org\r\n", "Status: 5.1.1\r\n")
                .doesNotContain("user2@");
    }

    @Test
    void whatNobodyMayBeToldOfIsShownForAWhile() throws IOException {
        deliver("", "team@example.org", MESSAGE);
        deliver(SENDER, "team@example.org", "List-Id: <x.example.com>\r\n" + MESSAGE);
        deliver(SENDER, "team@example.org", "Auto-Submitted: auto-generated\r\n" + MESSAGE);
        queue.attemptDue();
        clock.advance(Duration.ofDays(6));
        queue.attemptDue();
        restart();
        assertThat(queue.entries()).hasSize(3).allSatisfy(entry -> {
            assertThat(entry.attempts().failed()).contains(clock.instant());
            assertThat(entry.answer()).startsWith("451 4.3.0 ");
        });
        assertThat(post.audit())
                .filteredOn(line -> line.startsWith("undelivered "))
                .hasSize(3);
        post.store.mends("bob@example.org");
        assertThat(queue.flush(Optional.empty()))
                .as("what has failed is tried by name only")
                .isZero();
        assertThat(queue.flush(Optional.of(queue.entries().get(0).mail().id()))).isOne();
        assertThat(count("bob@example.org")).isOne();
        clock.advance(Shelf.DEFAULT.time());
        queue.attemptDue();
        assertThat(queue.size()).isZero();
        assertThat(post.audit())
                .filteredOn(line -> line.startsWith("discarded ") && line.endsWith("recipient=team@example.org"))
                .hasSize(2);
        assertThat(count(SENDER)).isZero();
        assertThat(files()).isEmpty();
    }

    @Test
    void onlySoMuchIsShown() throws IOException {
        post.store.mends("bob@example.org");
        post.store.room("bob@example.org", 10);
        deliver("", "team@example.org", MESSAGE);
        bounces = bounces.withShelf(
                new Shelf(Duration.ofDays(14), 2 * queue.entries().get(0).octets() + 1));
        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofMinutes(1));
            deliver("", "team@example.org", MESSAGE);
        }
        assertThat(queue.entries())
                .extracting(entry -> entry.mail().created())
                .containsExactly(clock.instant().minus(Duration.ofMinutes(1)), clock.instant());
        assertThat(files()).as("two messages, each with its note").hasSize(4);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("queue"))) {
            return files.toList();
        }
    }
}
