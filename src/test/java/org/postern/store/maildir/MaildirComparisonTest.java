package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.store.MailStore;
import org.postern.store.Problem;
import org.postern.store.SampleSummarizer;
import org.postern.store.StoreException;
import org.postern.store.StoreLimits;
import org.postern.store.comparison.StoreComparison;
import org.postern.store.memory.MemoryStore;

/**
 * Random steps on files and on the model in memory, while caches are harmed; with restarts between, some without index and
 * caches, some with small messages no longer kept.
 */
final class MaildirComparisonTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final StoreLimits LIMITS = new StoreLimits(40, 100);

    @TempDir
    private Path temporary;

    private static final int SEEDS = Integer.getInteger("postern.test.comparison-seeds", 2);
    private static final int STEPS = Integer.getInteger("postern.test.comparison-steps", 80);
    private static final int EVERY = Integer.getInteger("postern.test.comparison-every", 1);

    private final AtomicInteger count = new AtomicInteger();
    private final Map<MailStore, Place> places = new ConcurrentHashMap<>();

    /** Where a store is, and how many were there before. */
    private record Place(Path mail, int before) {
        /** Octets; every third store keeps none. */
        int keepSmall() {
            return before % 3 == 2 ? 0 : StoreComparison.small(STEPS);
        }

        Place again() {
            return new Place(mail, before + 1);
        }
    }

    private MailStore open(Place place) throws StoreException {
        MaildirStore.Machine machine = new MaildirStore.Machine(
                new DiskFiles(), (files, spool) -> KernelLookout.open(files, spool, 0), Stage.SMALL);
        MaildirSettings settings = MaildirSettings.of("test")
                .withLimits(LIMITS)
                .withSummarizer(new SampleSummarizer(1))
                .withKeepSmall(place.keepSmall());
        MaildirStore store = MaildirStore.open(machine, place.mail(), settings, CLOCK, new Random(3));
        places.put(store, place);
        return store;
    }

    private StoreComparison comparison(StoreComparison.Restart restart) {
        return new StoreComparison(
                        () -> new MemoryStore(CLOCK, LIMITS),
                        () -> open(new Place(temporary.resolve("a" + count.incrementAndGet()), 0)),
                        restart)
                .harming((store, random) ->
                        CacheHarm.to(Objects.requireNonNull(places.get(store)).mail(), random))
                .lookingEvery(EVERY);
    }

    @Test
    void filesAndMemoryAgree() {
        comparison(this::restarted).run(SEEDS, STEPS);
    }

    @Test
    void filesWithoutIndexAgree() {
        comparison(before -> {
                    before.close();
                    Place place = Objects.requireNonNull(places.remove(before));
                    deleteCaches(place.mail());
                    return open(place.again());
                })
                .forgettingRecent()
                .run(SEEDS, STEPS);
    }

    private MailStore restarted(MailStore before) throws StoreException {
        before.close();
        return open(Objects.requireNonNull(places.remove(before)).again());
    }

    private static void deleteCaches(Path mail) throws StoreException {
        try (Stream<Path> all = Files.walk(mail)) {
            for (Path file : all.filter(MaildirComparisonTest::isCache).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new StoreException(Problem.UNAVAILABLE, "the test cannot delete", e);
        }
    }

    private static boolean isCache(Path file) {
        return file.endsWith(IndexFile.FILE)
                || file.endsWith(CacheKind.SUMMARIES.file())
                || file.endsWith(CacheKind.CONTENTS.file());
    }
}
