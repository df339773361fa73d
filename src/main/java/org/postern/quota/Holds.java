package org.postern.quota;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.postern.store.Problem;
import org.postern.store.StorageUse;
import org.postern.store.StoreException;

/**
 * The holds against one limit. Invariant: usage as the meter reads it plus all holds never exceeds the limit through what
 * passes here.
 *
 * <p>A message that has been placed but whose hold is not dropped yet counts twice for a moment; never is one counted not at
 * all, because usage is read and the hold taken under one lock, and a hold is dropped under it only after its message is
 * placed. Where only holds stand in the way, the caller therefore waits for them instead of being refused.
 */
final class Holds {
    /** Reads usage and limit; called with the lock held, must not block for long. */
    interface Meter {
        StorageUse read() throws StoreException;
    }

    /** Thrown when something does not fit, with what it did not fit into. */
    static final class Full extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient StorageUse use;

        Full(StorageUse use) {
            super("does not fit", null, false, false);
            this.use = use;
        }

        StorageUse use() {
            return use;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition dropped = lock.newCondition();
    private final Duration patience;
    private Amount held = Amount.NOTHING;

    /** Waits at most {@code patience} for the holds of others. */
    Holds(Duration patience) {
        this.patience = patience;
    }

    /** Holds an amount until it is dropped. */
    void hold(Amount amount, Meter meter) throws StoreException, Full {
        hold(Claim.strict(amount), meter);
    }

    /** Holds the amount of a claim until it is dropped. */
    void hold(Claim claim, Meter meter) throws StoreException, Full {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (!claim.fits(held, check(claim, meter))) {
                if (left <= 0) {
                    throw new StoreException(Problem.IN_USE, "deliveries in progress hold the rest of the quota");
                }
                left = dropped.awaitNanos(left);
            }
            held = held.plus(claim.amount());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(Problem.UNAVAILABLE, "interrupted while waiting for quota", e);
        } finally {
            lock.unlock();
        }
    }

    /** Usage now, if the amount fits into it holds aside. */
    StorageUse check(Amount amount, Meter meter) throws StoreException, Full {
        return check(Claim.strict(amount), meter);
    }

    StorageUse check(Claim claim, Meter meter) throws StoreException, Full {
        StorageUse use = read(meter);
        if (!claim.fits(Amount.NOTHING, use)) {
            throw new Full(use);
        }
        return use;
    }

    StorageUse read(Meter meter) throws StoreException {
        lock.lock();
        try {
            return meter.read();
        } finally {
            lock.unlock();
        }
    }

    /** Ends a hold, whether what it was for has been placed or not. {@code settle} first sees to it that it is counted. */
    void drop(Amount amount, Runnable settle) {
        lock.lock();
        try {
            settle.run();
            held = held.minus(amount);
            dropped.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Runs something that changes what the meter reads. */
    void settle(Runnable change) {
        drop(Amount.NOTHING, change);
    }
}
