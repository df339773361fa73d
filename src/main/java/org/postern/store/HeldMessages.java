package org.postern.store;

import java.util.List;
import java.util.Map;

/**
 * What was expunged from an account's mailboxes, or went with a deleted mailbox, and is kept for a while. It counts
 * against no quota and is seen by no client. Messages that were moved are not among it: they are still there. Thread-safe.
 */
public interface HeldMessages {
    /** All of them, those that left first at the front. */
    List<HeldMessage> list() throws StoreException;

    /** Opens one. MESSAGE_GONE when it is not held any more. The caller closes it. */
    MessageBody body(HeldMessage message) throws StoreException;

    /**
     * Brings messages back with flags and INTERNALDATE, under UIDs above all before: into the mailbox they left, whatever it
     * is called now, else into one of its name, which is made and subscribed when there is none. No quota stops it. Those
     * no longer held are passed over. Each is either held or back, whatever happens.
     *
     * @return the UIDs given, by mailbox
     * @throws StoreException as {@link Mailbox#append}, when some may be back already
     */
    Map<MailboxName, UidSet> restore(List<HeldMessage> messages) throws StoreException;
}
