package org.postern.pop3;

import java.util.Optional;
import org.postern.store.Account;
import org.postern.store.Mailbox;
import org.postern.store.MailboxEntry;
import org.postern.store.MailboxName;
import org.postern.store.Problem;
import org.postern.store.SpecialUse;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/** Where deleted messages go: the mailbox with that use (RFC 6154), else one called Trash, made when it is needed. */
record Trash(Account account) {
    private static final String NAME = "Trash";

    /** Moves messages there; what lies there already is expunged. */
    void take(Mailbox from, UidSet uids) throws StoreException {
        MailboxName name = name();
        if (from.info().name().equals(name)) {
            var unused = from.expunge(uids);
            return;
        }
        try (Mailbox trash = account.open(name)) {
            var unused = from.move(uids, trash);
        }
    }

    private MailboxName name() throws StoreException {
        for (MailboxEntry entry : account.mailboxes()) {
            boolean isTrash = entry.existence() == MailboxEntry.Existence.SELECTABLE
                    && entry.specialUse().contains(SpecialUse.TRASH)
                    && account.isPersonal(entry.name());
            if (isTrash) {
                return entry.name();
            }
        }
        return made(MailboxName.of(NAME));
    }

    private MailboxName made(MailboxName name) throws StoreException {
        try {
            var unused = account.create(name, Optional.of(SpecialUse.TRASH));
        } catch (StoreException e) {
            if (e.problem() != Problem.MAILBOX_EXISTS) {
                throw e;
            }
        }
        return name;
    }
}
