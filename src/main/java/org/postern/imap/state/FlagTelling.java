package org.postern.imap.state;

import java.util.ArrayList;
import java.util.List;
import org.postern.store.FlagChange;
import org.postern.store.Flags;
import org.postern.store.UidSet;

/**
 * Of which messages the client is to be told the flags with the next updates, and which changes it takes for done without being
 * told. Belongs to a {@link MailboxView}.
 */
final class FlagTelling {
    private MailboxView.Flagging others = MailboxView.Flagging.TOLD;
    private UidSet announced = UidSet.NONE;
    private final List<Assumption> assumptions = new ArrayList<>(1);

    private record Assumption(UidSet uids, FlagChange change) {
        Flags apply(long uid, Flags before) {
            return uids.contains(uid) ? change.apply(before) : before;
        }
    }

    /** Whether changes that others make are told from now on. */
    void tell(MailboxView.Flagging changes) {
        others = changes;
    }

    void assume(UidSet uids, FlagChange change) {
        assumptions.add(new Assumption(uids, change));
    }

    void announce(UidSet uids) {
        announced = announced.plus(uids);
    }

    /** What was announced and assumed has been told, or will never be. */
    void forget() {
        announced = UidSet.NONE;
        assumptions.clear();
    }

    boolean isEmpty() {
        return announced.isEmpty() && assumptions.isEmpty();
    }

    /** What the client takes a message's flags for, given those it was told. */
    Flags assumed(long uid, Flags told) {
        Flags flags = told;
        for (Assumption assumption : assumptions) {
            flags = assumption.apply(uid, flags);
        }
        return flags;
    }

    /** Whether the client is to be told that this message has changed. */
    boolean isToldOf(long uid) {
        if (others == MailboxView.Flagging.TOLD || announced.contains(uid)) {
            return true;
        }
        return assumptions.stream().anyMatch(assumption -> assumption.uids().contains(uid));
    }

    /** Whether the client is to be told this message's flags, changed or not. */
    boolean isAnnounced(long uid) {
        return announced.contains(uid);
    }

    /** Whether something is announced or assumed of messages from {@code first} to {@code last}; may err to yes. */
    boolean isConcerned(long first, long last) {
        boolean concerned = overlaps(announced, first, last);
        for (Assumption assumption : assumptions) {
            concerned |= overlaps(assumption.uids(), first, last);
        }
        return concerned;
    }

    private static boolean overlaps(UidSet uids, long first, long last) {
        return !uids.isEmpty() && uids.min() <= last && uids.max() >= first;
    }
}
