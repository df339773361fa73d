package org.postern.imap.command;

import org.postern.imap.response.Code;
import org.postern.imap.response.Refusal;
import org.postern.imap.state.ImapContext;
import org.postern.imap.state.MailboxView;
import org.postern.imap.state.SelectedMailbox;
import org.postern.imap.syntax.Addressing;
import org.postern.imap.syntax.MailboxText;
import org.postern.imap.syntax.MessageSet;
import org.postern.store.Mailbox;
import org.postern.store.Problem;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/** What COPY, MOVE and APPEND have in common. */
final class CopyTarget {
    private CopyTarget() {}

    /** Opens a mailbox to place messages in; one that does not exist is answered with TRYCREATE. */
    static Mailbox open(ImapContext ctx, MailboxText mailbox) throws StoreException, Refusal {
        try {
            return ctx.account().open(mailbox.name(ctx.utf8()));
        } catch (StoreException e) {
            if (e.problem() == Problem.NO_SUCH_MAILBOX) {
                throw Refusal.no(Code.TRYCREATE, "No such mailbox");
            }
            throw e;
        }
    }

    /**
     * The messages named.
     *
     * @throws Refusal when a sequence number is that of a message already expunged: nothing is to be done then, for the
     *     client would not know which were left out (RFC 2180 4.4.1)
     */
    static UidSet existing(SelectedMailbox selected, MessageSet messages, Addressing addressing) throws Refusal {
        MailboxView view = selected.view();
        UidSet uids = view.resolve(messages, addressing);
        if (addressing == Addressing.SEQUENCE && uids.stream().anyMatch(uid -> view.row(uid) < 0)) {
            throw Refusal.no(Code.EXPUNGEISSUED, "Some of the messages no longer exist");
        }
        return uids;
    }
}
