package org.postern.mime;

import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;
import java.util.Optional;

/**
 * Every three characters that follow each other in the comparison forms of some texts, each once. A text that contains a
 * {@link Needle} has all the needle's trigrams, in the same place. One thread at a time.
 *
 * <p>A trigram is a number: the place above three characters of 16 bits. It is never negative, nor 0.
 */
public final class Trigrams {
    private static final int BITS = 16;
    /** Of a needle, in characters, no more are taken. */
    private static final int LONG = 1024;

    private static final long THREE = 0xFFFF_FFFF_FFFFL;

    private final Limits limits;
    private final Folding folding = new Folding(Collation.UNICODE_CASEMAP);
    private final char[] buffer = new char[4096];
    /** Open addressing; 0 is a free slot. */
    private long[] slots = new long[1 << 12];

    private int size;
    private long characters;

    /**
     * How much text is taken.
     *
     * @param characters of all texts, folded
     * @param trigrams different ones
     */
    public record Limits(long characters, int trigrams) {
        public static final Limits DEFAULT = new Limits(2 << 20, 1 << 17);
    }

    public Trigrams(Limits limits) {
        this.limits = limits;
    }

    /** Takes those of a text. Returns whether there is room for more. */
    public boolean add(TextPlace place, String text) {
        folding.begin();
        long last = 0;
        int seen = 0;
        for (int from = 0; from < text.length() && !isFull(); from += buffer.length) {
            int to = Math.min(text.length(), from + buffer.length);
            text.getChars(from, to, buffer, 0);
            folding.fold(buffer, to - from);
            last = take(place, last, seen);
            seen = Math.min(seen + folding.length(), 3);
        }
        return !isFull();
    }

    /** As {@link #add(TextPlace, String)}; reads no further than there is room. */
    public boolean add(TextPlace place, Reader text) throws IOException {
        folding.begin();
        long last = 0;
        int seen = 0;
        for (int count = text.read(buffer); count >= 0 && !isFull(); count = text.read(buffer)) {
            folding.fold(buffer, count);
            last = take(place, last, seen);
            seen = Math.min(seen + folding.length(), 3);
        }
        return !isFull();
    }

    /** Goes on behind the characters in {@code before}, of which the text has {@code seen} until here. */
    private long take(TextPlace place, long before, int seen) {
        char[] form = folding.form();
        int length = folding.length();
        long mark = place.mark() << (3 * BITS);
        long last = before;
        for (int i = 0; i < length; i++) {
            last = ((last << BITS) | form[i]) & THREE;
            if (seen + i >= 2) {
                put(mark | last);
            }
        }
        characters += length;
        return last;
    }

    private void put(long trigram) {
        int at = slot(slots, trigram);
        if (slots[at] == 0) {
            slots[at] = trigram;
            if (++size > slots.length / 2) {
                grow();
            }
        }
    }

    private void grow() {
        long[] before = slots;
        slots = new long[before.length * 2];
        for (long trigram : before) {
            if (trigram != 0) {
                slots[slot(slots, trigram)] = trigram;
            }
        }
    }

    /** Where it is, or the free slot that it belongs in. */
    private static int slot(long[] slots, long trigram) {
        int mask = slots.length - 1;
        long mixed = trigram * 0x9E37_79B9_7F4A_7C15L;
        int at = (int) (mixed >>> 32) & mask;
        while (slots[at] != 0 && slots[at] != trigram) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private boolean isFull() {
        return size >= limits.trigrams() || characters >= limits.characters();
    }

    /** All of them, rising; empty when there was more text than the limits allow. */
    public Optional<long[]> all() {
        return isFull() ? Optional.empty() : Optional.of(sorted());
    }

    private long[] sorted() {
        long[] all = new long[size];
        int count = 0;
        for (long trigram : slots) {
            if (trigram != 0) {
                all[count++] = trigram;
            }
        }
        Arrays.sort(all);
        return all;
    }

    /**
     * Those of a text to be looked for, rising; none when its form has fewer than three characters. Of a very long one only
     * some, which is as good: what has all has those.
     */
    public static long[] of(TextPlace place, String text) {
        Trigrams trigrams = new Trigrams(new Limits(Long.MAX_VALUE, Integer.MAX_VALUE));
        trigrams.add(place, text.length() > LONG ? text.substring(0, LONG) : text);
        return trigrams.sorted();
    }
}
