package org.postern.pop3;

import java.util.BitSet;
import java.util.Optional;
import java.util.function.IntFunction;
import org.postern.store.Account;
import org.postern.store.FlagChange;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.MailboxSnapshot;
import org.postern.store.MessageBody;
import org.postern.store.StoreException;
import org.postern.store.SystemFlag;
import org.postern.store.UidSet;
import org.postern.store.UniqueIds;
import org.postern.store.UserName;

/**
 * INBOX as one POP3 session sees it: the messages there were at login, numbered from 1, for as long as the session lasts.
 *
 * <p>Invariant: nothing changes in the mailbox before {@link #update}. Belongs to the session's turns.
 */
final class Maildrop implements AutoCloseable {
    private final UserName user;
    private final Mailbox mailbox;
    private final MailboxSnapshot rows;
    private final MaildropLocks.Lock lock;
    private final BitSet deleted = new BitSet();
    private final BitSet retrieved = new BitSet();

    private Maildrop(UserName user, Mailbox mailbox, MailboxSnapshot rows, MaildropLocks.Lock lock) {
        this.user = user;
        this.mailbox = mailbox;
        this.rows = rows;
        this.lock = lock;
    }

    /** Takes the lock over only when it returns. */
    static Maildrop open(Account account, MaildropLocks.Lock lock) throws StoreException {
        Mailbox inbox = account.open(MailboxName.INBOX);
        boolean opened = false;
        try {
            Maildrop drop = new Maildrop(account.user(), inbox, inbox.refresh(), lock);
            opened = true;
            return drop;
        } finally {
            if (!opened) {
                inbox.close();
            }
        }
    }

    UserName user() {
        return user;
    }

    /** Highest message number. */
    int last() {
        return rows.size();
    }

    /** Messages not marked as deleted. */
    int count() {
        return rows.size() - deleted.cardinality();
    }

    /** Octets of the messages not marked as deleted. */
    long octets() {
        long sum = 0;
        for (int row = 0; row < rows.size(); row++) {
            sum += deleted.get(row) ? 0 : rows.octets(row);
        }
        return sum;
    }

    boolean isDeleted(int number) {
        return deleted.get(number - 1);
    }

    long octets(int number) {
        return rows.octets(number - 1);
    }

    /** Unique for ever (RFC 1939 7), by number. */
    IntFunction<String> uidls() throws StoreException {
        UniqueIds ids = mailbox.uniqueIds();
        return number -> ids.of(rows.uid(number - 1));
    }

    /** Fails unless the number is of a message that is not marked as deleted. */
    void require(int number) throws Pop3Exception {
        if (number < 1 || number > last()) {
            throw new Pop3Exception("No such message");
        }
        if (isDeleted(number)) {
            throw new Pop3Exception("That message is marked as deleted");
        }
    }

    MessageBody body(int number) throws StoreException {
        return mailbox.body(rows.uid(number - 1));
    }

    /** To be marked as \Seen at QUIT. */
    void retrieved(int number) {
        retrieved.set(number - 1);
    }

    void delete(int number) {
        deleted.set(number - 1);
    }

    void undelete() {
        deleted.clear();
    }

    long deletedCount() {
        return deleted.cardinality();
    }

    long retrievedCount() {
        return retrieved.cardinality();
    }

    /** The UPDATE state: what was read becomes \Seen, what is marked is expunged. */
    void update() throws StoreException {
        BitSet seen = (BitSet) retrieved.clone();
        seen.andNot(deleted);
        for (int row = seen.nextSetBit(0); row >= 0; row = seen.nextSetBit(row + 1)) {
            if (rows.flags(row).has(SystemFlag.SEEN)) {
                seen.clear(row);
            }
        }
        if (!seen.isEmpty()) {
            mailbox.flag(uids(seen), FlagChange.add(Flags.of(SystemFlag.SEEN)), Optional.empty());
        }
        if (!deleted.isEmpty()) {
            mailbox.expunge(uids(deleted));
        }
    }

    private UidSet uids(BitSet set) {
        UidSet.Builder uids = new UidSet.Builder();
        set.stream().forEach(row -> uids.add(rows.uid(row)));
        return uids.build();
    }

    @Override
    public void close() {
        mailbox.close();
        lock.close();
    }
}
