package org.postern.imap.state;

import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.postern.imap.response.Refusal;
import org.postern.imap.syntax.Addressing;
import org.postern.imap.syntax.MessageSet;
import org.postern.store.FlagChange;
import org.postern.store.MailboxSnapshot;
import org.postern.store.ModSeq;
import org.postern.store.UidSet;

/**
 * The messages as the client numbers them, over the newest snapshot the session has looked at.
 *
 * <p>Invariant: sequence number n is the n-th UID that the client has been told of and has not been told to be expunged.
 * As long as no EXPUNGE is withheld these are exactly the snapshot's rows and nothing is stored here; otherwise a list of
 * UIDs is kept, in which some have no row any more. Not thread-safe.
 */
public final class MailboxView {
    private final NamedSearches namedSearches;
    private MailboxSnapshot snapshot;
    /** Null while the numbering is that of the snapshot's rows. */
    private int @Nullable [] numbered;

    private Naming naming = Naming.BY_NUMBER;
    private final FlagTelling flagTelling = new FlagTelling();
    /** Whether others changed flags of which the client was not told. */
    private boolean untold;

    private ModSeq settled;
    private UidSet recent = UidSet.NONE;
    private UidSet saved = UidSet.NONE;
    private final NavigableSet<String> keywords = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    /** Whether the client wants to hear that others changed flags (RFC 5465 5.1). */
    public enum Flagging {
        TOLD,
        /** Only what it asked to be told itself, with STORE. */
        UNTOLD
    }

    public MailboxView(MailboxSnapshot snapshot) {
        this(snapshot, NamedSearches.NONE);
    }

    /** A view whose user has searches by name. */
    public MailboxView(MailboxSnapshot snapshot, NamedSearches namedSearches) {
        this.snapshot = snapshot;
        this.namedSearches = namedSearches;
        this.settled = snapshot.highestModSeq();
        keywords.addAll(snapshot.keywords());
    }

    /** What the user can search for by a name. */
    public NamedSearches namedSearches() {
        return namedSearches;
    }

    /** From now on the client is told UIDs and no sequence numbers, and may use none. */
    public void nameByUid() {
        naming = Naming.BY_UID;
    }

    public Naming naming() {
        return naming;
    }

    /** The number by which the client is told of a message that it knows: sequence number, or UID. */
    public long number(long uid) {
        return naming == Naming.BY_UID ? uid : sequence(uid);
    }

    /** How many messages the client knows. */
    public int size() {
        return numbered == null ? snapshot.size() : numbered.length;
    }

    /** The UID of sequence number 1 to {@link #size}. */
    public long uid(int sequence) {
        return numbered == null ? snapshot.uid(sequence - 1) : Integer.toUnsignedLong(numbered[sequence - 1]);
    }

    /** The sequence number of a UID; 0 when the client does not know it. */
    public int sequence(long uid) {
        int index = indexOf(uid);
        return index < 0 ? 0 : index + 1;
    }

    /** The sequence numbers of messages that the client knows. */
    public UidSet sequences(UidSet uids) {
        UidSet.Builder sequences = new UidSet.Builder();
        uids.forEach(uid -> sequences.add(sequence(uid)));
        return sequences.build();
    }

    /** All UIDs the client knows. */
    public UidSet all() {
        return size() == 0 ? UidSet.NONE : known(UidSet.ALL);
    }

    /** What the session knows of the messages. Rows of UIDs the client has not been told of do not occur. */
    public MailboxSnapshot snapshot() {
        return snapshot;
    }

    /** The snapshot's row of a UID; negative when the message is expunged but the client not told yet. */
    public int row(long uid) {
        return snapshot.indexOf(uid);
    }

    /** As {@link #row} for a sequence number 1 to {@link #size}. */
    public int rowOf(int sequence) {
        return numbered == null ? sequence - 1 : row(uid(sequence));
    }

    /** The first sequence number whose UID is at or above one; {@link #size} + 1 when there is none. */
    public int sequenceFrom(long uid) {
        int index = indexOf(uid);
        return index < 0 ? -index : index + 1;
    }

    /**
     * The UIDs that a set names, only such as the client knows; {@code $} is the saved search result.
     *
     * @throws Refusal BAD when a sequence number is above the number of messages, or none may be used
     */
    public UidSet resolve(MessageSet set, Addressing addressing) throws Refusal {
        if (set.isSaved()) {
            return known(saved);
        }
        return switch (addressing) {
            case UID -> known(named(set));
            case SEQUENCE -> uidsOf(set);
        };
    }

    /** As {@link #resolve}; sequence numbers above the number of messages name nothing. */
    public UidSet existing(MessageSet set, Addressing addressing) {
        if (set.isSaved() || addressing == Addressing.UID) {
            return known(named(set));
        }
        UidSet.Builder uids = new UidSet.Builder();
        if (size() > 0) {
            UidSet sequences = numbers(set, size()).and(UidSet.range(1, size()));
            sequences.forEach(sequence -> uids.add(uid((int) sequence)));
        }
        return uids.build();
    }

    /** All UIDs that a set of UIDs names, whether there are such messages or not. */
    public UidSet named(MessageSet set) {
        return set.isSaved() ? saved : numbers(set, size() == 0 ? snapshot.uidNext() : uid(size()));
    }

    private UidSet uidsOf(MessageSet set) throws Refusal {
        if (naming == Naming.BY_UID) {
            throw Refusal.uidRequired();
        }
        for (MessageSet.Range range : set.ranges()) {
            boolean emptyToEnd = size() == 0 && range.hasStar();
            if (!emptyToEnd && (beyond(range.first()) || beyond(range.last()))) {
                throw Refusal.bad("Message sequence number above the number of messages");
            }
        }
        UidSet.Builder uids = new UidSet.Builder();
        if (size() > 0) {
            numbers(set, size()).forEach(sequence -> uids.add(uid((int) sequence)));
        }
        return uids.build();
    }

    private boolean beyond(long number) {
        return number != MessageSet.STAR && number > size();
    }

    private static UidSet numbers(MessageSet set, long largest) {
        UidSet.Builder numbers = new UidSet.Builder();
        for (MessageSet.Range range : set.ranges()) {
            long a = range.first() == MessageSet.STAR ? largest : range.first();
            long b = range.last() == MessageSet.STAR ? largest : range.last();
            numbers.add(Math.min(a, b), Math.max(a, b));
        }
        return numbers.build();
    }

    /** Those of a set that the client knows. */
    public UidSet known(UidSet wanted) {
        UidSet.Builder found = new UidSet.Builder();
        int size = size();
        for (int range = 0; range < wanted.ranges(); range++) {
            int from = indexOf(wanted.first(range));
            for (int i = from < 0 ? -from - 1 : from; i < size && uid(i + 1) <= wanted.last(range); i++) {
                found.add(uid(i + 1));
            }
        }
        return found.build();
    }

    /** Up to here the client has been told everything, or will have been with the updates on their way. */
    public ModSeq settledModSeq() {
        return settled;
    }

    /** Whether messages are expunged that the client may not be told of yet. */
    public boolean withholds() {
        return numbered != null;
    }

    /** Whether the client does not know all that has happened to messages it knows: then it must ask again one day. */
    public boolean isBehind() {
        return withholds() || untold;
    }

    /** Whether the message is \Recent in this session (rev1 only). */
    public boolean isRecent(long uid) {
        return recent.contains(uid);
    }

    /** Flags as FETCH tells them, without parentheses; empty string when none are set or the message is gone. */
    public String flagText(long uid) {
        int row = row(uid);
        String flags = row < 0 ? "" : snapshot.flags(row).toString();
        if (!isRecent(uid)) {
            return flags;
        }
        return flags.isEmpty() ? "\\Recent" : flags + " \\Recent";
    }

    /** Keywords the client has been told of, sorted: those of all messages since the mailbox was selected. */
    public List<String> keywords() {
        return List.copyOf(keywords);
    }

    /** Messages \Recent in this session that the client still counts. */
    public UidSet recent() {
        return recent.isEmpty() ? recent : known(recent);
    }

    public void addRecent(UidSet uids) {
        recent = recent.plus(uids);
    }

    /** Keeps a search result for {@code $} (RFC 5182). */
    public void save(UidSet uids) {
        saved = uids;
    }

    /** The client will take this change for done without being told (.SILENT, or told already with a FETCH). */
    public void assume(UidSet uids, FlagChange change) {
        flagTelling.assume(uids, change);
    }

    /** The client is to be told these messages' flags next time, changed or not. */
    public void announce(UidSet uids) {
        flagTelling.announce(uids);
    }

    /** From now on. */
    public void tell(Flagging changes) {
        flagTelling.tell(changes);
    }

    /** The client is not told what {@link #announce} and {@link #assume} were for. */
    public void forget() {
        flagTelling.forget();
    }

    /** Takes over a newer snapshot and says what the client must be told for it. */
    public Updates advance(MailboxSnapshot fresh, Expunges expunges) {
        boolean nothingNew = fresh == snapshot && (numbered == null || expunges == Expunges.WITHHELD);
        if (nothingNew && flagTelling.isEmpty()) {
            return Updates.NONE;
        }
        ViewMerge merge = new ViewMerge(this, fresh, expunges).run();
        snapshot = fresh;
        numbered = merge.numbering();
        untold |= merge.leavesUntold();
        settled = isBehind() ? settled : fresh.highestModSeq();
        boolean newKeywords = keywords.addAll(merge.keywords());
        forget();
        return newKeywords ? merge.updates().withKeywords(Updates.Keywords.NEW) : merge.updates();
    }

    FlagTelling flagTelling() {
        return flagTelling;
    }

    private int indexOf(long uid) {
        if (numbered == null) {
            return snapshot.indexOf(uid);
        }
        int low = 0;
        int high = numbered.length - 1;
        while (low <= high) {
            int mid = (low + high) >>> 1;
            long at = Integer.toUnsignedLong(numbered[mid]);
            if (at == uid) {
                return mid;
            }
            if (at < uid) {
                low = mid + 1;
            } else {
                high = mid - 1;
            }
        }
        return -low - 1;
    }
}
