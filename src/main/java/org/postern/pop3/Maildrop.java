package org.postern.pop3;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.postern.store.Account;
import org.postern.store.FlagChange;
import org.postern.store.Flags;
import org.postern.store.MessageBody;
import org.postern.store.StoreException;
import org.postern.store.SystemFlag;
import org.postern.store.UidSet;
import org.postern.store.UserName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one POP3 session sees: the messages there were at login, numbered from 1, for as long as the session lasts.
 *
 * <p>Invariant: nothing changes in the mailboxes before {@link #update}. Belongs to the session's turns.
 */
final class Maildrop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Maildrop.class);

    private final Account account;
    private final MaildropPolicy policy;
    private final List<MaildropPart> parts;
    private final Held held;
    /** The number before the first of each part, and at the end the last number. */
    private final int[] before;

    private final BitSet deleted = new BitSet();
    private final BitSet retrieved = new BitSet();

    /** What every maildrop has from its server. */
    record Held(MaildropLocks.Lock lock, Retrievals retrievals) {}

    /** Takes parts and lock over. */
    Maildrop(Account account, MaildropPolicy policy, List<MaildropPart> parts, Held held) {
        this.account = account;
        this.policy = policy;
        this.parts = List.copyOf(parts);
        this.held = held;
        this.before = new int[parts.size() + 1];
        for (int i = 0; i < parts.size(); i++) {
            before[i + 1] = before[i] + parts.get(i).size();
        }
    }

    MaildropPolicy policy() {
        return policy;
    }

    UserName user() {
        return account.user();
    }

    /** Highest message number. */
    int last() {
        return before[parts.size()];
    }

    /** Messages not marked as deleted. */
    int count() {
        return last() - deleted.cardinality();
    }

    /** Octets of the messages not marked as deleted. */
    long octets() {
        long sum = 0;
        for (int number = 1; number <= last(); number++) {
            sum += isDeleted(number) ? 0 : octets(number);
        }
        return sum;
    }

    boolean isDeleted(int number) {
        return deleted.get(number);
    }

    long octets(int number) {
        int part = partOf(number);
        return parts.get(part).octets(number - before[part] - 1);
    }

    private int partOf(int number) {
        int part = 0;
        while (number > before[part + 1]) {
            part++;
        }
        return part;
    }

    /** Unique for ever (RFC 1939 7), by number. */
    IntFunction<String> uidls() throws StoreException {
        List<IntFunction<String>> ids = new ArrayList<>();
        for (MaildropPart part : parts) {
            ids.add(part.uniqueIds());
        }
        return number -> {
            int part = partOf(number);
            return ids.get(part).apply(number - before[part] - 1);
        };
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
        int part = partOf(number);
        return parts.get(part).body(number - before[part] - 1);
    }

    /** The client was sent all of it: to be noted, and marked as \Seen where that is the policy, at QUIT. */
    void retrieved(int number) {
        retrieved.set(number);
    }

    void delete(int number) {
        deleted.set(number);
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

    /** The UPDATE state: what was read becomes \Seen, what is marked goes. A part that fails does not keep others from it. */
    void update() throws StoreException {
        Optional<StoreException> failure = Optional.empty();
        for (int part = 0; part < parts.size(); part++) {
            try {
                update(part);
            } catch (StoreException e) {
                failure.ifPresent(e::addSuppressed);
                failure = Optional.of(e);
            }
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    private void update(int part) throws StoreException {
        MaildropPart messages = parts.get(part);
        BitSet stays = (BitSet) retrieved.clone();
        if (policy.deletion() != MaildropPolicy.Deletion.HIDE) {
            stays.andNot(deleted);
        }
        if (policy.retrieval() == MaildropPolicy.Retrieval.MARKS_SEEN) {
            markSeen(part, stays);
        }
        UidSet going = uids(part, deleted);
        if (!going.isEmpty()) {
            switch (policy.deletion()) {
                case EXPUNGE -> {
                    var unused = messages.mailbox().expunge(going);
                }
                case TRASH -> new Trash(account).take(messages.mailbox(), going);
                case HIDE -> Hiding.hide(messages.mailbox(), going);
            }
        }
        noteRetrieved(messages, uids(part, stays));
    }

    private void markSeen(int part, BitSet stays) throws StoreException {
        BitSet unseen = new BitSet();
        for (int n = stays.nextSetBit(before[part] + 1); n >= 0 && n <= before[part + 1]; n = stays.nextSetBit(n + 1)) {
            unseen.set(n, !parts.get(part).flags(n - before[part] - 1).has(SystemFlag.SEEN));
        }
        if (!unseen.isEmpty()) {
            var unused = parts.get(part)
                    .mailbox()
                    .flag(uids(part, unseen), FlagChange.add(Flags.of(SystemFlag.SEEN)), Optional.empty());
        }
    }

    /** Without the note they only stay longer. */
    private void noteRetrieved(MaildropPart messages, UidSet uids) {
        try {
            if (!uids.isEmpty()) {
                held.retrievals().note(messages.mailbox(), uids);
            }
        } catch (StoreException e) {
            LOG.warn("POP3 retrievals of {}: {}", user(), e.problem(), e);
        }
    }

    private UidSet uids(int part, BitSet numbers) {
        UidSet.Builder uids = new UidSet.Builder();
        int first = before[part] + 1;
        for (int n = numbers.nextSetBit(first); n >= 0 && n <= before[part + 1]; n = numbers.nextSetBit(n + 1)) {
            uids.add(parts.get(part).uid(n - first));
        }
        return uids.build();
    }

    @Override
    public void close() {
        parts.forEach(MaildropPart::close);
        held.lock().close();
    }
}
