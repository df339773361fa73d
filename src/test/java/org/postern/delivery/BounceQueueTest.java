package org.postern.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
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
import org.postern.delivery.BounceRoute.Attempt;

final class BounceQueueTest {
    private static final RetrySchedule SCHEDULE =
            new RetrySchedule(Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofHours(1));
    private static final BounceSettings SETTINGS =
            new BounceSettings("mx.example.org", "MAILER-DAEMON@mx.example.org", Optional.empty());

    @TempDir
    Path directory;

    private final MovableClock clock = new MovableClock();
    private final List<String> sent = new ArrayList<>();
    private Attempt answer = Attempt.SENT;

    private synchronized Attempt send(QueuedBounce bounce, byte[] message) {
        sent.add(bounce.to() + " " + new String(message, StandardCharsets.UTF_8));
        return answer;
    }

    private synchronized int attempts() {
        return sent.size();
    }

    private Path queued() {
        return directory.resolve("queue");
    }

    private BounceQueue queue() {
        return new BounceQueue(new QueueDirectory(queued()), this::send, () -> SETTINGS, clock, SCHEDULE);
    }

    private static boolean bounce(BounceQueue queue, Optional<Address> sender) {
        Envelope envelope = new Envelope(Origin.local("t1"), sender, OptionalLong.empty());
        return queue.bounce(
                envelope, List.of(new RecipientOutcome("bob@example.org", Outcome.MAILBOX_FULL)), Optional.empty());
    }

    private static final Optional<Address> ANN = Optional.of(Address.parse("ann@example.com"));

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(queued())) {
            return files.toList();
        }
    }

    @Test
    void anEmptySenderIsNeverBouncedAt() {
        try (BounceQueue queue = queue()) {
            assertThat(bounce(queue, Optional.empty())).isFalse();
            assertThat(queue.size()).isZero();
        }
        assertThat(queued()).doesNotExist();
    }

    @Test
    void whatIsSentIsGone() throws IOException {
        try (BounceQueue queue = queue()) {
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
        answer = Attempt.REFUSED;
        try (BounceQueue queue = queue()) {
            bounce(queue, ANN);
            queue.attemptDue();
            assertThat(queue.size()).isZero();
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void whatFailsIsTriedAgainLessAndLessOftenUntilItIsTooOld() throws IOException {
        answer = Attempt.LATER;
        List<Integer> minutes = new ArrayList<>();
        try (BounceQueue queue = queue()) {
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
        answer = Attempt.LATER;
        try (BounceQueue queue = queue()) {
            bounce(queue, ANN);
            bounce(queue, Optional.of(Address.parse("\"a b\"@ex\u00e4mple.com")));
            queue.attemptDue();
            assertThat(queue.size()).isEqualTo(2);
        }
        String first = sent.get(0);
        sent.clear();
        answer = Attempt.SENT;
        try (BounceQueue queue = queue()) {
            queue.load();
            assertThat(queue.size()).isEqualTo(2);
            queue.attemptDue();
        }
        assertThat(sent).hasSize(2).contains(first);
        assertThat(files()).isEmpty();
    }

    @Test
    void damagedFilesAreLeftAloneAndUnfinishedOnesRemoved() throws IOException {
        try (BounceQueue queue = queue()) {
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
        try (BounceQueue queue = queue()) {
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

    @Test
    void nobodyElseReadsTheQueue() throws IOException {
        try (BounceQueue queue = queue()) {
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
        try (BounceQueue queue = queue()) {
            assertThat(bounce(queue, ANN)).isFalse();
            assertThat(queue.size()).isZero();
        }
    }

    /** A smarthost that takes its time holds one thread, and what comes meanwhile is sent afterwards. */
    @Test
    void aSlowSmarthostHoldsOneThread() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        BounceRoute route = (bounce, message) -> {
            begun.countDown();
            try {
                assertThat(slow.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                return Attempt.LATER;
            }
            return send(bounce, message);
        };
        ExecutorService sender = Executors.newSingleThreadExecutor();
        try (BounceQueue queue =
                new BounceQueue(new QueueDirectory(queued()), route, () -> SETTINGS, clock, SCHEDULE)) {
            bounce(queue, ANN);
            Future<?> sending = sender.submit(queue::attemptDue);
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            bounce(queue, ANN);
            queue.attemptDue();
            assertThat(attempts()).isZero();
            slow.countDown();
            sending.get(10, TimeUnit.SECONDS);
            assertThat(attempts()).isEqualTo(2);
            assertThat(queue.size()).isZero();
        } finally {
            sender.shutdownNow();
        }
    }

    @Test
    void aStartedQueueSendsByItself() {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try (BounceQueue queue = queue()) {
            queue.start(timer);
            bounce(queue, ANN);
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> queue.size() == 0);
            assertThat(attempts()).isEqualTo(1);
        } finally {
            timer.shutdownNow();
        }
    }
}
