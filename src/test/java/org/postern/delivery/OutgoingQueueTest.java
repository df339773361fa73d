package org.postern.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.MovableClock;
import org.postern.delivery.OutgoingRoute.Attempt;
import org.postern.store.UserName;

final class OutgoingQueueTest {
    private static final RetrySchedule SCHEDULE =
            new RetrySchedule(Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofHours(1));
    private static final BounceSettings SETTINGS = new BounceSettings(
                    "mx.example.org", "MAILER-DAEMON@mx.example.org", Optional.empty())
            .withSchedule(SCHEDULE);

    @TempDir
    Path directory;

    private final Post post = new Post();
    private final MovableClock clock = new MovableClock();
    private final List<String> sent = new ArrayList<>();
    private Attempt answer = Attempt.sent("ok");

    private synchronized Attempt send(Outgoing mail, Content message) {
        try (InputStream in = message.open()) {
            sent.add(mail.to() + " " + new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return answer;
    }

    private synchronized int attempts() {
        return sent.size();
    }

    private Path queued() {
        return directory.resolve("queue");
    }

    private OutgoingQueue queue() {
        return new OutgoingQueue(new QueueDirectory(queued()), () -> this::send, () -> SETTINGS, post.audit, clock);
    }

    private static boolean bounce(OutgoingQueue queue, Optional<Address> sender) {
        return queue.report(
                sender,
                new Arrival("t1", Post.CLOCK.instant()),
                List.of(FailedRecipient.of("bob@example.org", Outcome.MAILBOX_FULL)),
                new byte[0]);
    }

    private static final Optional<Address> ANN = Optional.of(Address.parse("ann@example.com"));

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(queued())) {
            return files.toList();
        }
    }

    @Test
    void anEmptySenderIsNeverBouncedAt() {
        try (OutgoingQueue queue = queue()) {
            assertThat(bounce(queue, Optional.empty())).isFalse();
            assertThat(queue.size()).isZero();
        }
        assertThat(queued()).doesNotExist();
    }

    @Test
    void whatIsSentIsGone() throws IOException {
        try (OutgoingQueue queue = queue()) {
            assertThat(bounce(queue, ANN)).isTrue();
            assertThat(files()).hasSize(1);
            queue.attemptDue();
            assertThat(queue.size()).isZero();
            assertThat(files()).isEmpty();
            queue.attemptDue();
        }
        assertThat(sent).hasSize(1);
        assertThat(sent.get(0))
                .startsWith("ann@example.com From: Mail Delivery System")
                .contains("bob@example.org");
    }

    @Test
    void whatIsRefusedIsGoneToo() throws IOException {
        answer = Attempt.refused("no");
        try (OutgoingQueue queue = queue()) {
            bounce(queue, ANN);
            queue.attemptDue();
            assertThat(queue.size()).isZero();
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void whatFailsIsTriedAgainLessAndLessOftenUntilItIsTooOld() throws IOException {
        answer = Attempt.later("not now");
        List<Integer> minutes = new ArrayList<>();
        try (OutgoingQueue queue = queue()) {
            bounce(queue, ANN);
            for (int minute = 0; minute <= 90; minute++) {
                int before = attempts();
                queue.attemptDue();
                if (attempts() > before) {
                    minutes.add(minute);
                }
                clock.advance(Duration.ofMinutes(1));
            }
            assertThat(queue.size()).isZero();
        }
        assertThat(minutes).containsExactly(0, 5, 15, 30, 45, 60, 75);
        assertThat(files()).isEmpty();
    }

    @Test
    void aRestartFindsWhatWaits() throws IOException {
        answer = Attempt.later("not now");
        try (OutgoingQueue queue = queue()) {
            bounce(queue, ANN);
            bounce(queue, Optional.of(Address.parse("\"a b\"@ex\u00e4mple.com")));
            queue.attemptDue();
            assertThat(queue.size()).isEqualTo(2);
        }
        String first = sent.get(0);
        sent.clear();
        answer = Attempt.sent("ok");
        try (OutgoingQueue queue = queue()) {
            queue.load();
            assertThat(queue.size()).isEqualTo(2);
            assertThat(queue.flush(Optional.empty())).isEqualTo(2);
        }
        assertThat(sent).hasSize(2).contains(first);
        assertThat(files()).isEmpty();
    }

    @Test
    void aRestartKnowsHowOftenAndWhyAMessageWasTried() throws IOException {
        List<Integer> minutes = new ArrayList<>();
        try (OutgoingQueue queue = queue()) {
            bounce(queue, ANN);
        }
        for (int minute = 0; minute <= 90; minute++) {
            answer = Attempt.later("451 4.3.0 not\r\nin minute " + minute);
            int before = attempts();
            try (OutgoingQueue queue = queue()) {
                queue.load();
                queue.attemptDue();
            }
            if (attempts() > before) {
                minutes.add(minute);
            }
            if (minute == 20) {
                try (OutgoingQueue queue = queue()) {
                    queue.load();
                    assertThat(queue.entries()).singleElement().satisfies(entry -> {
                        assertThat(entry.attempts().count()).isEqualTo(3);
                        assertThat(entry.answer()).isEqualTo("451 4.3.0 not in minute 15");
                        assertThat(entry.due()).isEqualTo(clock.instant().plus(Duration.ofMinutes(10)));
                    });
                }
            }
            clock.advance(Duration.ofMinutes(1));
        }
        assertThat(minutes).containsExactly(0, 5, 15, 30, 45, 60, 75);
        assertThat(files()).isEmpty();
    }

    /** A note costs no message, whatever has become of it, and goes with its message. */
    @Test
    void aBrokenNoteIsAsGoodAsNone() throws IOException {
        answer = Attempt.later("not now");
        for (String note : List.of("", "attempts", "attempts: x\ndue: y\nanswer: z\n", "x".repeat(100_000))) {
            try (OutgoingQueue queue = queue()) {
                bounce(queue, ANN);
                Files.writeString(queued().resolve(queue.entries().get(0).mail().id() + ".attempts"), note);
            }
            try (OutgoingQueue queue = queue()) {
                queue.load();
                assertThat(queue.entries())
                        .singleElement()
                        .satisfies(entry -> assertThat(entry.attempts().count()).isZero());
                queue.attemptDue();
                assertThat(queue.entries().get(0).attempts().count()).isOne();
                queue.remove(queue.entries().get(0).mail().id());
            }
            assertThat(files()).isEmpty();
        }
        Files.writeString(queued().resolve("gone.attempts"), "attempts: 1\n");
        try (OutgoingQueue queue = queue()) {
            queue.load();
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void aNoteOfAClockThatWentWrongIsNotWaitedFor() throws IOException {
        answer = Attempt.later("not now");
        clock.advance(Duration.ofDays(3000));
        try (OutgoingQueue queue = queue()) {
            bounce(queue, ANN);
            queue.attemptDue();
        }
        clock.advance(Duration.ofDays(-3000));
        try (OutgoingQueue queue = queue()) {
            queue.load();
            assertThat(queue.entries().get(0).due()).isEqualTo(clock.instant().plus(SCHEDULE.longest()));
        }
    }

    @Test
    void damagedFilesAreLeftAloneAndUnfinishedOnesRemoved() throws IOException {
        try (OutgoingQueue queue = queue()) {
            bounce(queue, ANN);
            Path whole = files().get(0);
            String content = Files.readString(whole);
            Files.writeString(queued().resolve("a.bounce"), "");
            Files.writeString(queued().resolve("b.bounce"), content.substring(0, 20));
            Files.writeString(queued().resolve("c.bounce"), "to: \r\nx\n\n");
            Files.writeString(queued().resolve("d.bounce"), "to: a@b\ncreated: yesterday\n\nx");
            Files.writeString(queued().resolve("e.bounce"), "\n\n");
            Files.writeString(queued().resolve("f.tmp"), content);
            Files.writeString(queued().resolve("README"), "not ours");
            Files.createSymbolicLink(queued().resolve("g.bounce"), whole);
            Files.createDirectory(queued().resolve("h.bounce"));
        }
        try (OutgoingQueue queue = queue()) {
            queue.load();
            assertThat(queue.size()).isEqualTo(1);
            queue.attemptDue();
        }
        assertThat(sent).hasSize(1);
        assertThat(files())
                .extracting(p -> p.getFileName().toString())
                .containsExactlyInAnyOrder(
                        "a.bounce", "b.bounce", "c.bounce", "d.bounce", "e.bounce", "README", "g.bounce", "h.bounce");
    }

    /** Written by the version before messages were forwarded. */
    @Test
    void filesOfEarlierVersionsAreSent() throws IOException {
        Files.createDirectories(queued());
        Files.writeString(
                queued().resolve("mw1-1-p1.bounce"),
                "to: ann@example.com\ncreated: 2026-11-23T09:00:00.123456789Z\n\nSubject: x\r\n\r\ntext\r\n");
        try (OutgoingQueue queue = queue()) {
            queue.load();
            queue.attemptDue();
        }
        assertThat(sent).containsExactly("ann@example.com Subject: x\r\n\r\ntext\r\n");
        assertThat(files()).isEmpty();
    }

    @Test
    void anOperatorSeesFlushesAndRemoves() throws IOException {
        answer = Attempt.later("421 too busy");
        try (OutgoingQueue queue = queue()) {
            bounce(queue, ANN);
            bounce(queue, ANN);
            queue.attemptDue();
            assertThat(queue.entries()).hasSize(2).allSatisfy(entry -> {
                assertThat(entry.answer()).isEqualTo("421 too busy");
                assertThat(entry.attempts().count()).isOne();
                assertThat(entry.due()).isEqualTo(clock.instant().plus(Duration.ofMinutes(5)));
                assertThat(new String(queue.header(entry), StandardCharsets.US_ASCII))
                        .contains("Auto-Submitted: auto-replied");
            });
            String first = queue.entries().get(0).mail().id();
            assertThat(queue.flush(Optional.of(first))).isOne();
            assertThat(attempts()).isEqualTo(3);
            assertThat(queue.flush(Optional.of("nobody"))).isZero();
            queue.remove(first);
            assertThat(queue.find(first)).isEmpty();
            assertThat(files()).as("the other, and its note").hasSize(2);
            answer = Attempt.sent("ok");
            assertThat(queue.flush(Optional.empty())).isOne();
            assertThat(queue.size()).isZero();
        }
    }

    /** What an operator removes while it is being sent does not come back. */
    @Test
    void removedIsRemoved() throws IOException {
        List<OutgoingQueue> queues = new ArrayList<>();
        OutgoingRoute.Round removing = (mail, message) -> {
            try {
                queues.get(0).remove(mail.id());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return Attempt.later("not now");
        };
        try (OutgoingQueue queue =
                new OutgoingQueue(new QueueDirectory(queued()), () -> removing, () -> SETTINGS, post.audit, clock)) {
            queues.add(queue);
            bounce(queue, ANN);
            queue.attemptDue();
            assertThat(queue.size()).isZero();
        }
        assertThat(files()).isEmpty();
    }

    /** A smarthost may take minutes for each message. */
    @Test
    void whatIsForMailboxesHereDoesNotWaitForTheSmarthost() {
        List<String> tried = new ArrayList<>();
        OutgoingRoute.Round trying = (mail, message) -> {
            tried.add(mail.to().toString());
            return Attempt.sent("ok");
        };
        try (OutgoingQueue queue =
                new OutgoingQueue(new QueueDirectory(queued()), () -> trying, () -> SETTINGS, post.audit, clock)) {
            bounce(queue, ANN);
            Address bob = Address.parse("bob@example.org");
            Envelope envelope = new Envelope(Origin.local("t2"), ANN, OptionalLong.empty());
            Leaving kept = new Leaving(
                    envelope, bob, Optional.of(new Recipient(bob, UserName.of("bob@example.org"), Optional.empty())));
            clock.advance(Duration.ofSeconds(1));
            assertThat(queue.add(kept, Content.of(new byte[0]))).isTrue();
            queue.attemptDue();
        }
        assertThat(tried).containsExactly("bob@example.org", "ann@example.com");
    }

    /** What an operator sees meanwhile. */
    @Test
    void whatIsFlushedIsDueNow() {
        List<OutgoingQueue> queues = new ArrayList<>();
        List<Instant> due = new ArrayList<>();
        OutgoingRoute.Round looking = (mail, message) -> {
            due.add(queues.get(0).find(mail.id()).orElseThrow().due());
            return Attempt.later("not now");
        };
        try (OutgoingQueue queue =
                new OutgoingQueue(new QueueDirectory(queued()), () -> looking, () -> SETTINGS, post.audit, clock)) {
            queues.add(queue);
            bounce(queue, ANN);
            queue.attemptDue();
            assertThat(queue.flush(Optional.empty())).isOne();
        }
        assertThat(due).containsExactly(clock.instant(), clock.instant());
    }

    @Test
    void whatAnOperatorHasRemovedByHandIsForgotten() throws IOException {
        try (OutgoingQueue queue = queue()) {
            bounce(queue, ANN);
            Files.delete(files().get(0));
            queue.attemptDue();
            assertThat(queue.size()).isZero();
        }
        assertThat(sent).isEmpty();
    }

    @Test
    void aNoteThatCannotBeRemovedKeepsNoMessage() throws IOException {
        try (OutgoingQueue queue = queue()) {
            bounce(queue, ANN);
            String id = queue.entries().get(0).mail().id();
            Files.createDirectories(queued().resolve(id + ".attempts").resolve("in the way"));
            queue.attemptDue();
            assertThat(queue.size()).isZero();
        }
        assertThat(sent).hasSize(1);
    }

    @Test
    void nobodyElseReadsTheQueue() throws IOException {
        try (OutgoingQueue queue = queue()) {
            bounce(queue, ANN);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(queued())))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files().get(0))))
                .isEqualTo("rw-------");
    }

    @Test
    void aQueueThatCannotBeWrittenSaysSo() throws IOException {
        Files.writeString(queued(), "a file where the directory should be");
        try (OutgoingQueue queue = queue()) {
            assertThat(bounce(queue, ANN)).isFalse();
            assertThat(queue.size()).isZero();
        }
    }

    /** A smarthost that takes its time holds one thread, and what comes meanwhile is sent afterwards. */
    @Test
    void aSlowSmarthostHoldsOneThread() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        OutgoingRoute.Round slowly = (mail, message) -> {
            begun.countDown();
            try {
                assertThat(slow.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                return Attempt.later("not now");
            }
            return send(mail, message);
        };
        OutgoingRoute route = () -> slowly;
        ExecutorService sender = Executors.newSingleThreadExecutor();
        try (OutgoingQueue queue =
                new OutgoingQueue(new QueueDirectory(queued()), route, () -> SETTINGS, post.audit, clock)) {
            bounce(queue, ANN);
            Future<?> sending = sender.submit(queue::attemptDue);
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
            bounce(queue, ANN);
            queue.attemptDue();
            assertThat(attempts()).isZero();
            slow.countDown();
            sending.get(60, TimeUnit.SECONDS);
            assertThat(attempts()).isEqualTo(2);
            assertThat(queue.size()).isZero();
        } finally {
            sender.shutdownNow();
        }
    }

    @Test
    void aStartedQueueSendsByItself() {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try (OutgoingQueue queue = queue()) {
            queue.start(timer);
            bounce(queue, ANN);
            Awaitility.await().until(() -> queue.size() == 0);
            assertThat(attempts()).isEqualTo(1);
        } finally {
            timer.shutdownNow();
        }
    }
}
