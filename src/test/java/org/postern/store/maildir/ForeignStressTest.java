package org.postern.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.store.FlagChange;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.MailboxSnapshot;
import org.postern.store.Parallel;
import org.postern.store.SampleSummarizer;
import org.postern.store.StoreException;
import org.postern.store.StoreInvariants;
import org.postern.store.SystemFlag;
import org.postern.store.UidSet;

/**
 * Others deliver, rename and delete small and large mail while sessions list and read it: no message is lost, doubled, or given
 * a second UID. Two minutes each way with {@code -Dpostern.test.stress-millis=120000}.
 */
final class ForeignStressTest {
    /** How long it goes on, in milliseconds. */
    private static final long TIME = Long.getLong("postern.test.stress-millis", 2500);

    @TempDir
    private Path temporary;

    private final Set<String> delivered = ConcurrentHashMap.newKeySet();
    private final Set<String> deleted = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> uids = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(ints = {0, Integer.MAX_VALUE})
    void nothingIsLostDoubledOrRenumbered(int worthWatchingFrom) throws Exception {
        MaildirStore.Machine machine = new MaildirStore.Machine(
                new DiskFiles(), (f, p) -> KernelLookout.open(f, p, worthWatchingFrom), Stage.SMALL);
        try (Stage stage = Stage.open(temporary.resolve("mail"), machine)) {
            stage.alice();
            long end = System.nanoTime() + TIME * 1_000_000;
            Parallel.run(6, Duration.ofMillis(TIME), thread -> () -> {
                Random random = new Random(thread);
                while (System.nanoTime() < end) {
                    switch (thread) {
                        case 0 -> deliver(stage);
                        case 1 -> rename(stage, random);
                        case 2 -> delete(stage, random);
                        case 3 -> session(stage, random);
                        case 4 -> stage.store().lookAround();
                        default -> arrive(stage);
                    }
                }
                return thread;
            });
            checkEnd(stage);
        }
    }

    private void deliver(Stage stage) throws IOException {
        String tag = "d" + count.incrementAndGet();
        stage.drop("new", "17.M" + tag + ".elsewhere", Tagged.text(tag));
        delivered.add(tag);
    }

    private void arrive(Stage stage) throws StoreException {
        String tag = "a" + count.incrementAndGet();
        try (Mailbox inbox = stage.inbox()) {
            long uid = stage.put(inbox, Tagged.text(tag), Flags.NONE);
            delivered.add(tag);
            note(tag, uid);
        }
    }

    /** As mutt does: takes up what is new, toggles a flag of what is not. */
    private static void rename(Stage stage, Random random) throws IOException {
        for (Path file : some(random.nextBoolean() ? stage.fresh() : stage.cur(), random)) {
            String name = String.valueOf(file.getFileName());
            String base = name.substring(0, MessageFileName.infoAt(name));
            String flags = name.endsWith("S") ? ":2," : ":2,S";
            try {
                Files.move(file, stage.cur().resolve(base + flags));
            } catch (NoSuchFileException e) {
                // Somebody was faster.
            }
        }
    }

    private void delete(Stage stage, Random random) throws IOException {
        for (Path file : random.nextInt(4) == 0 ? some(stage.cur(), random) : List.<Path>of()) {
            try {
                String tag = Tagged.tag(Files.readString(file, StandardCharsets.US_ASCII));
                Files.delete(file);
                deleted.add(tag);
            } catch (NoSuchFileException e) {
                // Renamed meanwhile.
            }
        }
    }

    private static List<Path> some(Path directory, Random random) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.skip(random.nextInt(5)).limit(1).toList();
        }
    }

    private void session(Stage stage, Random random) throws StoreException, IOException {
        try (Mailbox inbox = stage.inbox()) {
            MailboxSnapshot now = inbox.refresh();
            for (int i = 0; i < 10 && !now.isEmpty(); i++) {
                long uid = now.uid(random.nextInt(now.size()));
                try {
                    if (random.nextInt(4) == 0) {
                        SampleSummarizer.check(inbox, UidSet.of(uid));
                    }
                    note(Tagged.tag(Stage.text(inbox, uid)), uid);
                    Flags flag = Flags.of(SystemFlag.FLAGGED);
                    inbox.flag(
                            UidSet.of(uid),
                            random.nextBoolean() ? FlagChange.add(flag) : FlagChange.remove(flag),
                            Optional.empty());
                } catch (StoreException e) {
                    assertThat(e.problem()).isEqualTo(org.postern.store.Problem.MESSAGE_GONE);
                }
            }
            if (random.nextInt(10) == 0) {
                inbox.claimRecent();
            }
        }
    }

    private void note(String tag, long uid) {
        Long before = uids.putIfAbsent(tag, uid);
        assertThat(before == null ? uid : before).as("UID of %s", tag).isEqualTo(uid);
    }

    private void checkEnd(Stage stage) throws Exception {
        StoreInvariants.check(stage.alice());
        Map<String, Long> found = new HashMap<>();
        try (Mailbox inbox = stage.inbox()) {
            for (long uid : inbox.refresh().uids().stream().toArray()) {
                String tag = Tagged.tag(Stage.text(inbox, uid));
                note(tag, uid);
                assertThat(found.put(tag, uid)).as("twice: %s", tag).isNull();
            }
        }
        Set<String> left = new TreeSet<>(delivered);
        left.removeAll(deleted);
        assertThat(new TreeSet<>(found.keySet())).isEqualTo(left);
        assertThat(deleted).isNotEmpty();
    }
}
