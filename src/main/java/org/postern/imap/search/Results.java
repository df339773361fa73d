package org.postern.imap.search;

import java.util.Arrays;
import java.util.PrimitiveIterator;
import org.postern.imap.state.MailboxView;
import org.postern.imap.syntax.PartialRange;
import org.postern.store.UidSet;

/** What was found, UIDs or sequence numbers, in the order of the answer. Four octets a message. */
public final class Results {
    static final Results NONE = new Results(new int[0]);

    private final int[] numbers;

    private Results(int[] numbers) {
        this.numbers = numbers;
    }

    /** In the order of the mailbox. */
    public static Results of(UidSet uids) {
        int[] numbers = new int[(int) uids.size()];
        PrimitiveIterator.OfLong next = uids.iterator();
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (int) next.nextLong();
        }
        return new Results(numbers);
    }

    /** In any order; takes the array over. */
    public static Results ordered(int[] uids) {
        return new Results(uids);
    }

    public boolean isEmpty() {
        return numbers.length == 0;
    }

    public int size() {
        return numbers.length;
    }

    /** The number at a place, 0 for the first. */
    public long get(int index) {
        return Integer.toUnsignedLong(numbers[index]);
    }

    int[] toArray() {
        return numbers.clone();
    }

    /** The place behind the last number of the run 4, 5, 6 that begins at {@code from}. */
    int endOfRun(int from) {
        int end = from + 1;
        while (end < numbers.length && numbers[end] == numbers[end - 1] + 1) {
            end++;
        }
        return end;
    }

    /** The sequence numbers of these UIDs. */
    Results sequences(MailboxView view) {
        int[] sequences = new int[numbers.length];
        int sequence = 0;
        for (int i = 0; i < sequences.length; i++) {
            long uid = get(i);
            // What follows in the result mostly follows in the mailbox.
            boolean follows = sequence < view.size() && view.uid(sequence + 1) == uid;
            sequence = follows ? sequence + 1 : view.sequence(uid);
            sequences[i] = sequence;
        }
        return new Results(sequences);
    }

    public Results part(PartialRange range) {
        return part(range.from(numbers.length), range.to(numbers.length));
    }

    /** From one place to another, exclusive. */
    Results part(int from, int to) {
        return new Results(Arrays.copyOfRange(numbers, from, Math.max(from, to)));
    }

    /** The same in the order of the mailbox. */
    public UidSet toSet() {
        UidSet.Builder set = new UidSet.Builder();
        for (int i = 0; i < numbers.length; i++) {
            set.add(get(i));
        }
        return set.build();
    }
}
