package org.postern.store.maildir;

import org.postern.store.Actor;
import org.postern.store.Reason;

/** Why a mailbox is changed, and by whom, for the {@link AccountLedger}. */
record Occasion(Reason why, Actor by) {
    /** What another program did was seen. */
    static final Occasion FOREIGN = new Occasion(Reason.FOREIGN, Actor.SERVER);

    static Occasion arrival(Actor by) {
        return new Occasion(Reason.ofArrival(by), by);
    }

    static Occasion expunge(Actor by) {
        return new Occasion(Reason.ofExpunge(by), by);
    }
}
