package org.postern.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Many ask at once: one reads. */
final class WatchedFileTest {
    private static final int ASKING = 8;
    private static final long LONG = 60;

    @TempDir
    private Path directory;

    private final ExecutorService threads = Executors.newFixedThreadPool(ASKING);
    private final AtomicInteger parsed = new AtomicInteger();
    private volatile Instant now = Instant.now();
    private final CountDownLatch reading = new CountDownLatch(1);
    private final CountDownLatch mayGoOn = new CountDownLatch(1);

    @AfterEach
    void stop() {
        mayGoOn.countDown();
        threads.shutdownNow();
    }

    private Path write(String text, int second) throws Exception {
        Path file = Files.writeString(directory.resolve("users"), text);
        return Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(second)));
    }

    /** The reading of "slow" waits until it may go on. */
    private WatchedFile<String> watched(Path file) {
        return new WatchedFile<>(file, (lines, before) -> parse(lines), () -> now);
    }

    private String parse(List<String> lines) {
        parsed.incrementAndGet();
        if (lines.contains("slow")) {
            reading.countDown();
            try {
                assertThat(mayGoOn.await(LONG, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return lines.get(0);
    }

    @Test
    void theFirstReadingIsEverybodys() throws Exception {
        WatchedFile<String> file = watched(write("slow\n", 1));
        List<Future<String>> answers = new ArrayList<>();
        answers.add(threads.submit(file::get));
        assertThat(reading.await(LONG, TimeUnit.SECONDS)).isTrue();
        for (int i = 1; i < ASKING; i++) {
            answers.add(threads.submit(file::get));
        }
        mayGoOn.countDown();
        for (Future<String> answer : answers) {
            assertThat(answer.get(LONG, TimeUnit.SECONDS)).isEqualTo("slow");
        }
        assertThat(parsed).hasValue(1);
    }

    @Test
    void aLookIsGoodForAWhileUnlessTheClockGoesBack() throws Exception {
        WatchedFile<String> file = watched(write("before\n", 1));
        assertThat(file.get()).isEqualTo("before");
        assertThat(file.get()).isEqualTo("before");
        write("after\n", 2);
        now = now.plus(WatchedFile.LOOK).minusNanos(1);
        assertThat(file.get()).isEqualTo("before");
        now = now.plusNanos(1);
        assertThat(file.get()).isEqualTo("after");

        assertThat(file.get()).isEqualTo("after");
        write("again\n", 3);
        now = now.minus(WatchedFile.LOOK);
        assertThat(file.get()).isEqualTo("again");
    }

    @Test
    void nobodyWaitsForAnotherReading() throws Exception {
        WatchedFile<String> file = watched(write("before\n", 1));
        assertThat(file.get()).isEqualTo("before");
        write("slow\n", 2);
        now = now.plus(WatchedFile.LOOK);
        Future<String> first = threads.submit(file::get);
        assertThat(reading.await(LONG, TimeUnit.SECONDS)).isTrue();
        assertThat(file.get()).isEqualTo("before");
        mayGoOn.countDown();
        assertThat(first.get(LONG, TimeUnit.SECONDS)).isEqualTo("slow");
        assertThat(file.get()).isEqualTo("slow");
        assertThat(parsed).hasValue(2);
    }

    /** Whoever asks for the time the second time has just seen the file, and not read it yet. */
    private WatchedFile<String> changedWhenSeen(Path file, int asking, Callable<?> change) {
        AtomicInteger asked = new AtomicInteger();
        return new WatchedFile<>(file, (lines, before) -> lines.isEmpty() ? "nothing" : lines.get(0), () -> {
            if (asked.incrementAndGet() == asking) {
                try {
                    change.call();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
            return now;
        });
    }

    @Test
    void whatIsChangedBetweenTheLookAndTheReadingIsNotAdopted() throws Exception {
        Path path = write("before\n", 1);
        // one asking for the first reading; then one for the time since the last look, one for the age of the change
        WatchedFile<String> file = changedWhenSeen(path, 3, () -> Files.writeString(path, ""));
        assertThat(file.get()).isEqualTo("before");
        write("after\n", 2);
        assertThat(file.get()).isEqualTo("before");
        write("later\n", 3);
        now = now.plus(WatchedFile.LOOK);
        assertThat(file.get()).isEqualTo("later");
    }

    @Test
    void aFileThatGoesDuringTheFirstReadingIsNotOneThatNeverWas() throws Exception {
        Path path = write("alice\n", 1);
        WatchedFile<String> file = changedWhenSeen(path, 1, () -> Files.deleteIfExists(path));
        assertThatThrownBy(file::get).isInstanceOf(DirectoryException.class);
        write("alice\n", 1);
        assertThat(file.get()).isEqualTo("alice");
    }

    @Test
    void aFileThatIsReplacedDuringTheFirstReadingIsReadAgain() throws Exception {
        Path path = write("alice\n", 1);
        WatchedFile<String> file = changedWhenSeen(path, 1, () -> write("alice and bob\n", 2));
        assertThat(file.get()).isEqualTo("alice and bob");
    }

    @Test
    void anEditionIsThatOfTheFileAndReadsNothing() throws Exception {
        WatchedFile<String> file = watched(write("before\n", 1));
        Object first = file.edition();
        assertThat(parsed).hasValue(0);
        assertThat(file.get()).isEqualTo("before");
        assertThat(file.edition()).isEqualTo(first);
        write("after\n", 2);
        now = now.plus(WatchedFile.LOOK);
        assertThat(file.edition()).isNotEqualTo(first);
        assertThat(file.get()).isEqualTo("after");
        Object second = file.edition();
        file.edit(lines -> with(lines, "more"));
        assertThat(file.edition()).isNotEqualTo(second);
    }

    private static List<String> with(List<String> lines, String more) {
        List<String> changed = new ArrayList<>(lines);
        changed.add(more);
        return changed;
    }

    @Test
    void whatIsWrittenByHandDuringAnEditIsKept() throws Exception {
        Path path = write("alice\n", 1);
        WatchedFile<String> file = watched(path);
        AtomicInteger edits = new AtomicInteger();
        file.edit(lines -> {
            if (edits.incrementAndGet() == 1) {
                byHand(path, "alice\nbob\n", 2);
            }
            return with(lines, "carol");
        });
        assertThat(Files.readAllLines(path)).containsExactly("alice", "bob", "carol");
        assertThat(edits).hasValue(2);
    }

    @Test
    void whoeverWritesOnAndOnIsNotOverwritten() throws Exception {
        Path path = write("alice\n", 1);
        WatchedFile<String> file = watched(path);
        AtomicInteger edits = new AtomicInteger();
        assertThatThrownBy(() -> file.edit(lines -> {
                    byHand(path, "alice\nbob\n", 1 + edits.incrementAndGet());
                    return with(lines, "carol");
                }))
                .isInstanceOf(DirectoryException.class)
                .hasMessageContaining("changes whenever it is read");
        assertThat(Files.readAllLines(path)).containsExactly("alice", "bob");
        try (var left = Files.list(directory)) {
            assertThat(left).containsExactly(path);
        }
    }

    /** A file that an editor has moved away for a moment would come back without the line. */
    @Test
    void whatHasGoneForAMomentIsNotMadeAnew() throws Exception {
        Path path = write("alice\n", 1);
        WatchedFile<String> file = watched(path);
        assertThat(file.get()).isEqualTo("alice");
        Files.delete(path);
        assertThatThrownBy(() -> file.edit(lines -> with(lines, "carol"))).isInstanceOf(DirectoryException.class);
        assertThat(path).doesNotExist();
        write("", 2);
        assertThatThrownBy(() -> file.edit(lines -> with(lines, "carol"))).isInstanceOf(DirectoryException.class);
        WatchedFile<String> unread = watched(write("alice\n", 3));
        assertThatThrownBy(() -> unread.edit(lines -> {
                    byHand(path, "", 4);
                    return with(lines, "carol");
                }))
                .isInstanceOf(DirectoryException.class);
        write("alice\nbob\n", 5);
        file.edit(lines -> with(lines, "carol"));
        assertThat(Files.readAllLines(path)).containsExactly("alice", "bob", "carol");
    }

    private void byHand(Path path, String text, int second) {
        try {
            write(text, second);
        } catch (Exception e) {
            throw new IllegalStateException("cannot write " + path, e);
        }
    }

    @Test
    void aFileThatIsAwayIsToldOfOnceHoweverManyAsk() throws Exception {
        Path path = write("alice\n", 1);
        WatchedFile<String> file = watched(path);
        assertThat(file.get()).isEqualTo("alice");
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        said.start();
        Logger log = (Logger) LoggerFactory.getLogger(WatchedFile.class);
        log.addAppender(said);
        try {
            Files.delete(path);
            for (int asking = 0; asking < 3; asking++) {
                now = now.plus(WatchedFile.LOOK);
                assertThatThrownBy(file::get).isInstanceOf(DirectoryException.class);
            }
            write("alice\n", 2);
            now = now.plus(WatchedFile.LOOK);
            assertThat(file.get()).isEqualTo("alice");
        } finally {
            log.detachAppender(said);
        }
        assertThat(said.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .filteredOn(line -> line.contains(path.toString()))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("cannot read or replace "),
                        last -> assertThat(last).isEqualTo(path + " can be read again"));
    }
}
