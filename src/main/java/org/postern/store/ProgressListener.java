package org.postern.store;

/**
 * Hears how far a long call on a mailbox has come: on the thread that called, perhaps under the mailbox's lock. So it only
 * enqueues; it never blocks and never calls back.
 */
@FunctionalInterface
public interface ProgressListener {
    /** Nobody listens. */
    ProgressListener NONE = (done, goal) -> {};

    /**
     * Called often.
     *
     * @param done messages that are dealt with, or steps of them, from 0
     * @param goal what {@code done} will be at the end; above it
     */
    void at(long done, long goal);

    /** For one part of what is to be done. */
    default ProgressListener part(long before, long goal) {
        return (done, ofPart) -> at(before + done, goal);
    }
}
