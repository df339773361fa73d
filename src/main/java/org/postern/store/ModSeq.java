package org.postern.store;

/** A modification sequence of RFC 7162: 0 to 2^63-1, rises with every change of a mailbox, never falls. */
public record ModSeq(long value) implements Comparable<ModSeq> {
    public static final ModSeq ZERO = new ModSeq(0);

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException when negative
     */
    public ModSeq {
        if (value < 0) {
            throw new IllegalArgumentException("negative mod-sequence");
        }
    }

    @Override
    public int compareTo(ModSeq other) {
        return Long.compare(value, other.value);
    }
}
