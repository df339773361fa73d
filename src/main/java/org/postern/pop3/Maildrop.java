package org.postern.pop3;

import java.util.BitSet;
import java.util.Optional;
import java.util.function.IntFunction;
import org.postern.store.FlagChange;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.MailboxSnapshot;
import org.postern.store.MessageBody;
import org.postern.store.StoreException;
import org.postern.store.SystemFlag;
import org.postern.store.UidSet;
import org.postern.store.UniqueIds;
import org.postern.store.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * INBOX as one POP3 session sees it: the messages there were at login, numbered from 1, for as long as the session lasts.
 *
 * <p>Invariant: nothing changes in the mailbox before {@link #update}. Belongs to the session's turns.
 */
final class Maildrop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Maildrop.class);

    private final UserName user;
    private final MaildropPolicy policy;
    private final Mailbox mailbox;
    private final MailboxSnapshot rows;
    private final Held held;
    private final BitSet deleted = new BitSet();
    private final BitSet retrieved = new BitSet();

    /** What every maildrop has from its server. */
    record Held(MaildropLocks.Lock lock, Retrievals retrievals) {}

    /** Takes mailbox and lock over, and closes them, only when it returns. */
    Maildrop(UserName user, MaildropPolicy policy, Mailbox mailbox, Held held) throws StoreException {
        this.user = user;
        this.policy = policy;
        this.mailbox = mailbox;
        this.rows = mailbox.refresh();
        this.held = held;
    }

    MaildropPolicy policy() {
        return policy;
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

    /** The client was sent all of it: to be marked as \Seen, and noted, at QUIT. */
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
        noteRetrieved();
    }

    /** Without the note they only stay longer. */
    private void noteRetrieved() {
        BitSet kept = (BitSet) retrieved.clone();
        kept.andNot(deleted);
        try {
            if (!kept.isEmpty()) {
                held.retrievals().note(mailbox, uids(kept));
            }
        } catch (StoreException e) {
            LOG.warn("POP3 retrievals of {}: {}", user, e.problem(), e);
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
        held.lock().close();
    }
}
