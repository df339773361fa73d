package org.postern.mime;

import java.util.Arrays;

/**
 * Brings text into its comparison form, piece by piece; a character may be cut in two between pieces. What is looked for and
 * what an index keeps is folded by this alone, or the index would miss what a look finds. One thread at a time.
 */
final class Folding {
    private final CaseMap caseMap;
    private char[] form = new char[256];
    private int length;
    private char highSurrogate;

    Folding(Collation collation) {
        this.caseMap = new CaseMap(collation);
    }

    /** What comes next is another text. */
    void begin() {
        highSurrogate = 0;
    }

    /** Folds the next piece; its form is in {@link #form} until the next one. */
    void fold(char[] piece, int count) {
        length = 0;
        room(count);
        int i = 0;
        while (i < count) {
            i = ascii(piece, i, count);
            if (i < count) {
                other(piece[i++]);
                room(count - i);
            }
        }
    }

    /** Most text, and so in a loop of its own. Returns where it ends. */
    private int ascii(char[] piece, int from, int to) {
        char[] into = form;
        int shift = length - from;
        int i = from;
        while (i < to && piece[i] < 0x80) {
            into[i + shift] = caseMap.ascii(piece[i]);
            i++;
        }
        length = i + shift;
        return i;
    }

    private void other(char c) {
        if (Character.isHighSurrogate(c)) {
            highSurrogate = c;
            return;
        }
        boolean pair = Character.isLowSurrogate(c) && highSurrogate != 0;
        String mapped = caseMap.form(pair ? Character.toCodePoint(highSurrogate, c) : c);
        highSurrogate = 0;
        room(mapped.length());
        mapped.getChars(0, mapped.length(), form, length);
        length += mapped.length();
    }

    private void room(int more) {
        if (form.length - length < more) {
            form = Arrays.copyOf(form, Math.max(form.length * 2, length + more));
        }
    }

    /** The form of the last piece, {@link #length} characters of it; the array is this folding's own. */
    char[] form() {
        return form;
    }

    int length() {
        return length;
    }
}
