package org.postern.net;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Octets that answers may have in memory beyond their batches, all connections of a server together: an answer that is worth
 * one write gets some for as long as its batch has not left. A client that does not read keeps what it has got and costs
 * nobody more than that; the answers of others come in batches then. Thread-safe.
 */
final class SpareRoom {
    /** Octets taken at a time. */
    static final int STEP = 256 * 1024;

    private final int each;
    private final AtomicLong left;

    /**
     * All of it is there at first.
     *
     * @param each octets that one batch may take at most
     * @param all octets that there are
     */
    SpareRoom(int each, long all) {
        this.each = each;
        this.left = new AtomicLong(all);
    }

    /** Takes a step for a batch that has taken so many octets already; false when it is not to have it. */
    boolean take(int taken) {
        if (taken + STEP > each) {
            return false;
        }
        if (left.addAndGet(-STEP) < 0) {
            left.addAndGet(STEP);
            return false;
        }
        return true;
    }

    /** Once for what a batch has taken in all. */
    void giveBack(int taken) {
        left.addAndGet(taken);
    }

    /** Octets that nobody has. */
    long left() {
        return left.get();
    }
}
