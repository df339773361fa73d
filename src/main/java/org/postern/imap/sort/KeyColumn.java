package org.postern.imap.sort;

import java.time.Instant;
import org.postern.imap.sort.SortCriterion.Direction;
import org.postern.imap.state.KeptKeys;
import org.postern.mime.HeaderBlock;

/**
 * One number of each message, found in its header, which never changes: so it is good for as long as there is the message.
 * What the numbers are the subclasses say. Belongs to one command at a time.
 */
abstract class KeyColumn implements KeptKeys.Keys {
    /** Messages that are gone and may lie in a small mailbox's column. */
    private static final int GONE = 1000;

    private final UidTable table = new UidTable();

    /** Begins a pass over messages by rising UID, at most so many. */
    void begin(int messages) {
        table.begin();
    }

    final boolean has(long uid) {
        return table.has(uid);
    }

    /** How many messages have a number since the last pass. */
    final int size() {
        return table.size();
    }

    /** Adds a message of which there is no number yet. */
    final void add(long uid, Instant received, HeaderBlock header) {
        table.add(uid, number(received, header));
    }

    /**
     * The number of a message.
     *
     * @param received INTERNALDATE
     * @param header with the fields of {@link KeyReader#FIELDS} at least
     */
    abstract long number(Instant received, HeaderBlock header);

    /** Ends a pass: what was added is there in the next. */
    final void settle() {
        table.settle();
    }

    /** The numbers of the first {@code count} of these UIDs, which rise, and all of which are there. */
    final long[] values(int[] uids, int count) {
        return table.values(uids, count);
    }

    /**
     * Puts messages in the order of their keys, leaving equal ones as they are.
     *
     * @param order indexes of messages
     * @param numbers of messages, by index
     */
    int[] sorted(int[] order, long[] numbers, Direction direction) {
        return MergeSort.sorted(order, numbers, direction);
    }

    /** Whether the next command will be glad of it; most of it should be of messages that are still there. */
    boolean isWorthKeeping(int messages) {
        return table.size() > 0 && table.size() <= 2L * messages + GONE;
    }

    @Override
    public long octets() {
        return table.octets();
    }
}
