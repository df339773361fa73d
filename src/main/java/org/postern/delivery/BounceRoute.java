package org.postern.delivery;

/** Where a report goes. */
@FunctionalInterface
public interface BounceRoute {
    /** What became of one attempt. */
    enum Attempt {
        /** Somebody else is responsible for it now, or it lies in a mailbox. */
        SENT,
        /** Not now. */
        LATER,
        /** Never: the next server said so. */
        REFUSED
    }

    /** Tries once; blocks. Never throws for what a network or a disk does. */
    Attempt send(QueuedBounce bounce, byte[] message);
}
