package org.postern.store.maildir;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Whether a mailbox's directories are known not to have changed since they were read. The time of a directory moves in
 * steps, so it is proof only when the reading began a whole step after that time was first seen. Guarded by the mailbox's
 * lock.
 */
final class Freshness {
    /** Longer than the tick of any kernel's coarse clock. */
    private static final Duration STEP = Duration.ofMillis(20);
    /** Where a file system keeps whole seconds only, some even two. */
    private static final Duration COARSE_STEP = Duration.ofSeconds(3);

    /** Monotonic nanoseconds. */
    private final LongSupplier ticks;

    private Optional<DirectoryTimes> times = Optional.empty();
    private long firstSeen;
    private boolean proven;

    Freshness(LongSupplier ticks) {
        this.ticks = ticks;
    }

    /** Whether what was read before, at these times, is certainly what there is. */
    boolean holds(DirectoryTimes now) {
        return proven && times.isPresent() && times.get().equals(now);
    }

    /** Directories are about to be read, and have these times now. */
    void reading(DirectoryTimes now) {
        long tick = ticks.getAsLong();
        if (times.isEmpty() || !times.get().equals(now)) {
            times = Optional.of(now);
            firstSeen = tick;
        }
        proven = tick - firstSeen >= step(now).toNanos();
    }

    /** What was read was not all, or what is known is not what was read. */
    void doubt() {
        proven = false;
    }

    /** These times are known to mean what is known. */
    void trust(DirectoryTimes now) {
        times = Optional.of(now);
        firstSeen = ticks.getAsLong();
        proven = true;
    }

    private static Duration step(DirectoryTimes times) {
        return isWhole(times.inNew()) && isWhole(times.inCur()) ? COARSE_STEP : STEP;
    }

    private static boolean isWhole(Instant time) {
        return time.equals(time.truncatedTo(ChronoUnit.SECONDS));
    }
}
