package org.postern.delivery;

import org.postern.store.Flags;
import org.postern.store.MailboxName;

/**
 * A mailbox that gets a message.
 *
 * @param flags with which it arrives
 */
record Filing(MailboxName mailbox, Missing missing, Flags flags) {
    /** The INBOX, which always exists. */
    static final Filing INBOX = into(MailboxName.INBOX, Missing.INBOX);

    /** What happens when there is no such mailbox. */
    enum Missing {
        /** It is made; where that is impossible the INBOX gets the message. */
        CREATED,
        /** The INBOX gets the message. */
        INBOX
    }

    static Filing into(MailboxName mailbox, Missing missing) {
        return new Filing(mailbox, missing, Flags.NONE);
    }
}
