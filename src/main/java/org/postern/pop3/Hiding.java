package org.postern.pop3;

import org.postern.store.Mailbox;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/** What no POP3 session sees again, while it stays in its mailbox: a mark of it. */
final class Hiding {
    private static final String MARK = "pop3.hidden";

    private Hiding() {}

    static UidSet of(Mailbox mailbox) throws StoreException {
        return mailbox.marks().all().getOrDefault(MARK, UidSet.NONE);
    }

    static void hide(Mailbox mailbox, UidSet uids) throws StoreException {
        mailbox.marks().add(MARK, uids);
    }
}
