package org.postern.pop3;

import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.MailboxSnapshot;
import org.postern.store.MessageBody;
import org.postern.store.StoreException;
import org.postern.store.UniqueIds;

/**
 * The messages of one mailbox that a maildrop has, numbered from 0. The ids of those in INBOX are the store's; in other
 * mailboxes they end with the mailbox's own, which stays when it is renamed, so that no two messages have one.
 */
final class MaildropPart {
    private final Mailbox mailbox;
    private final MailboxSnapshot snapshot;
    private final int[] rows;

    /**
     * Takes the mailbox over.
     *
     * @param rows of the snapshot, rising
     */
    MaildropPart(Mailbox mailbox, MailboxSnapshot snapshot, int[] rows) {
        this.mailbox = mailbox;
        this.snapshot = snapshot;
        this.rows = rows;
    }

    /** Some of them, in the same mailbox. */
    MaildropPart only(int[] indexes) {
        return new MaildropPart(
                mailbox,
                snapshot,
                IntStream.of(indexes).map(index -> rows[index]).toArray());
    }

    Mailbox mailbox() {
        return mailbox;
    }

    int size() {
        return rows.length;
    }

    long uid(int index) {
        return snapshot.uid(rows[index]);
    }

    long octets(int index) {
        return snapshot.octets(rows[index]);
    }

    Flags flags(int index) {
        return snapshot.flags(rows[index]);
    }

    long received(int index) {
        return snapshot.received(rows[index]).toEpochMilli();
    }

    MessageBody body(int index) throws StoreException {
        return mailbox.body(uid(index));
    }

    IntFunction<String> uniqueIds() throws StoreException {
        UniqueIds ids = mailbox.uniqueIds();
        if (mailbox.info().name().isInbox()) {
            return index -> ids.of(uid(index));
        }
        String suffix = "/" + mailbox.info().id();
        return index -> UniqueIds.bounded(ids.of(uid(index)) + suffix);
    }

    void close() {
        mailbox.close();
    }
}
