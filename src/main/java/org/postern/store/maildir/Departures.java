package org.postern.store.maildir;

import java.util.concurrent.locks.ReentrantLock;
import org.postern.store.UidSet;

/**
 * Messages on their way out of one mailbox, to another or because one takes their place. Guarded by the mailbox's lock.
 *
 * <p>Invariant: a message on its way is taken by one only, until he says that it is gone or stays.
 */
final class Departures {
    private final ReentrantLock lock;
    private UidSet leaving = UidSet.NONE;

    /** @param lock the mailbox's */
    Departures(ReentrantLock lock) {
        this.lock = lock;
    }

    /** Takes those that nobody else is taking away; called under the lock. */
    UidSet take(UidSet uids) {
        UidSet mine = uids.minus(leaving);
        leaving = leaving.plus(mine);
        return mine;
    }

    /** Whether they have left or stay after all. Called without the lock. */
    void end(UidSet uids) {
        lock.lock();
        try {
            leaving = leaving.minus(uids);
        } finally {
            lock.unlock();
        }
    }
}
