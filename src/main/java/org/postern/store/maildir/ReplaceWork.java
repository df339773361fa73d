package org.postern.store.maildir;

import java.util.List;
import org.postern.store.Actor;
import org.postern.store.Arrival;
import org.postern.store.Problem;
import org.postern.store.ProgressListener;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/** Places a message in one mailbox, durably, then expunges one of another or the same. */
final class ReplaceWork {
    private final Folder from;
    private final Folder to;
    private final Actor by;

    ReplaceWork(Folder from, Folder to, Actor by) {
        this.from = from;
        this.to = to;
        this.by = by;
    }

    /** Of two who replace a message, or move it away, one does. */
    long replace(long uid, Arrival arrival) throws StoreException {
        UidSet mine = from.lockedAll(l -> from.departures().take(l.state().present(UidSet.of(uid))));
        if (mine.isEmpty()) {
            throw new StoreException(Problem.MESSAGE_GONE, "uid " + uid + " in " + from.name());
        }
        try {
            long placed = to.arrivals()
                    .append(List.of(arrival), Occasion.arrival(by), ProgressListener.NONE)
                    .min();
            from.expunge(mine, Occasion.expunge(by), ProgressListener.NONE);
            return placed;
        } finally {
            from.departures().end(mine);
        }
    }
}
