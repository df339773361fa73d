package org.postern.store.maildir;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.store.MailStore;
import org.postern.store.SampleSummarizer;
import org.postern.store.StoreException;
import org.postern.store.StoreLimits;
import org.postern.store.comparison.StoreComparison;
import org.postern.store.memory.MemoryStore;

/** Random steps on files and on the model in memory, with restarts between. */
final class MaildirComparisonTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final StoreLimits LIMITS = new StoreLimits(40, 100);

    @TempDir
    private Path temporary;

    private final AtomicInteger count = new AtomicInteger();
    private final Map<MailStore, Path> places = new ConcurrentHashMap<>();

    private MailStore open(Path mail) throws StoreException {
        MaildirStore.Machine machine = new MaildirStore.Machine(
                new DiskFiles(), (files, spool) -> KernelLookout.open(files, spool, 0), Stage.SMALL);
        MaildirSettings settings =
                MaildirSettings.of("test").withLimits(LIMITS).withSummarizer(new SampleSummarizer(1));
        MaildirStore store = MaildirStore.open(machine, mail, settings, CLOCK, new Random(3));
        places.put(store, mail);
        return store;
    }

    @Test
    void filesAndMemoryAgree() {
        new StoreComparison(
                        () -> new MemoryStore(CLOCK, LIMITS),
                        () -> open(temporary.resolve("a" + count.incrementAndGet())),
                        this::restarted)
                .run(2, 80);
    }

    private MailStore restarted(MailStore before) throws StoreException {
        before.close();
        return open(Objects.requireNonNull(places.get(before)));
    }
}
