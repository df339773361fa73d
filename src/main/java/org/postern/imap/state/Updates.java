package org.postern.imap.state;

import java.util.Arrays;
import java.util.OptionalInt;
import org.postern.store.UidSet;

/**
 * What the client must be told so that it knows the same messages as the view, in this order.
 *
 * @param expunged sequence numbers for EXPUNGE, falling, each counted after the ones before it
 * @param vanished the UIDs of these
 * @param exists the new number of messages when messages came
 * @param flags UIDs whose flags are other than the client knows
 * @param modSeqs UIDs whose flags are what the client knows and whose mod-sequence is another
 * @param keywords whether messages have keywords now that the mailbox did not have before, or other flags can be kept
 */
public record Updates(
        Sequences expunged, UidSet vanished, OptionalInt exists, UidSet flags, UidSet modSeqs, Keywords keywords) {
    public static final Updates NONE = new Updates(
            new Sequences(new int[0], 0), UidSet.NONE, OptionalInt.empty(), UidSet.NONE, UidSet.NONE, Keywords.KNOWN);

    public enum Keywords {
        KNOWN,
        NEW
    }

    /** An immutable list of sequence numbers. */
    public static final class Sequences {
        private final int[] numbers;

        Sequences(int[] numbers, int used) {
            this.numbers = Arrays.copyOf(numbers, used);
        }

        public int size() {
            return numbers.length;
        }

        public int get(int index) {
            return numbers[index];
        }

        @Override
        public String toString() {
            return Arrays.toString(numbers);
        }
    }

    Updates withKeywords(Keywords newKeywords) {
        return new Updates(expunged, vanished, exists, flags, modSeqs, newKeywords);
    }

    public boolean isEmpty() {
        return expunged.size() == 0
                && exists.isEmpty()
                && flags.isEmpty()
                && modSeqs.isEmpty()
                && keywords == Keywords.KNOWN;
    }
}
