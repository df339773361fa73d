package org.postern.store.maildir;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.postern.store.UidSet;

/** Which UIDs went at which mod-sequence, back to a floor. Guarded by the mailbox's lock. */
final class ExpungeHistory {
    record Event(long modSeq, UidSet uids) {}

    private final int limit;
    private final Deque<Event> events = new ArrayDeque<>();
    private int ranges;
    private long floor;

    /** Keeps at most {@code limit} ranges of UIDs. */
    ExpungeHistory(int limit) {
        this.limit = limit;
    }

    void add(long modSeq, UidSet uids) {
        events.addLast(new Event(modSeq, uids));
        ranges += uids.ranges();
        while (ranges > limit) {
            Event oldest = events.removeFirst();
            ranges -= oldest.uids().ranges();
            floor = oldest.modSeq();
        }
    }

    /** Nothing is known of what went up to this mod-sequence. */
    void forgetUpTo(long modSeq) {
        floor = Math.max(floor, modSeq);
    }

    long floor() {
        return floor;
    }

    Iterable<Event> events() {
        return events;
    }

    /** What went after {@code since}; empty when the history does not reach so far back. */
    Optional<UidSet> after(long since) {
        if (since < floor) {
            return Optional.empty();
        }
        UidSet.Builder all = new UidSet.Builder();
        events.stream().filter(e -> e.modSeq() > since).forEach(e -> all.addAll(e.uids()));
        return Optional.of(all.build());
    }
}
