package org.postern.auth;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Bounds the memory that memory-hard hashes take together. Thread-safe. */
final class MemoryGate {
    private final int mebibytes;
    private final Duration patience;
    private final Semaphore free;

    /**
     * Makes a gate.
     *
     * @param mebibytes all that may be in use at once; a single hash that needs more takes it all
     * @param patience how long a caller waits for its share
     */
    MemoryGate(int mebibytes, Duration patience) {
        this.mebibytes = mebibytes;
        this.patience = patience;
        this.free = new Semaphore(mebibytes, true);
    }

    /** Runs {@code work} when {@code needed} MiB are free; empty when they did not become free in time. */
    <T> Optional<T> with(int needed, Supplier<T> work) {
        int share = Math.min(needed, mebibytes);
        if (!acquire(share)) {
            return Optional.empty();
        }
        try {
            return Optional.of(work.get());
        } finally {
            free.release(share);
        }
    }

    private boolean acquire(int share) {
        try {
            return free.tryAcquire(share, patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
