package org.postern.mime;

import java.io.IOException;
import java.io.Reader;

/**
 * A text to be looked for, compared after a {@link Collation}. One for a whole search; it can be used by several threads.
 * Looking takes time linear in the text looked through, whatever both contain.
 */
public final class Needle implements Sought {
    private static final int PIECE = 4096;

    private final Collation collation;
    private final String text;
    private final char[] form;
    /** Of each beginning of the form, the length of its longest proper border (Knuth, Morris, Pratt). */
    private final int[] borders;

    /** Compared after the default collation. */
    public Needle(String text) {
        this(text, Collation.UNICODE_CASEMAP);
    }

    public Needle(String text, Collation collation) {
        this.collation = collation;
        this.text = text;
        this.form = new CaseMap(collation).form(text).toCharArray();
        this.borders = borders(form);
    }

    @Override
    public boolean isEmpty() {
        return form.length == 0;
    }

    /**
     * Trigrams, rising, that a text has in every place where it contains this one; none when this is too short. The same for
     * every collation: text that contains it after another one does so after i;unicode-casemap too.
     */
    public long[] trigrams(TextPlace place) {
        return hasHalf(text) ? new long[0] : Trigrams.of(place, text);
    }

    /** Half a character may be found within whole ones, which have other halves in another form. */
    private static boolean hasHalf(String text) {
        return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    @Override
    public boolean isIn(CharSequence where) {
        String all = where.toString();
        Look look = new Look(Math.min(all.length(), PIECE));
        for (int from = 0; from < all.length() && !look.found(); from += PIECE) {
            look.at(all, from, Math.min(all.length(), from + PIECE));
        }
        return look.found();
    }

    @Override
    public boolean isIn(Reader text) throws IOException {
        Look look = new Look(PIECE);
        while (!look.found() && look.atNextOf(text)) {}
        return look.found();
    }

    private static int[] borders(char[] form) {
        int[] borders = new int[form.length + 1];
        int border = 0;
        for (int i = 1; i < form.length; i++) {
            while (border > 0 && form[i] != form[border]) {
                border = borders[border];
            }
            border += form[i] == form[border] ? 1 : 0;
            borders[i + 1] = border;
        }
        return borders;
    }

    /** A look through one text, piece by piece. */
    private final class Look {
        private final Folding folding = new Folding(collation);
        private final char[] piece;
        /** How much of the needle the text that was seen ends with. */
        private int matched;

        Look(int longest) {
            this.piece = new char[longest];
        }

        boolean found() {
            return matched == form.length;
        }

        void at(String text, int from, int to) {
            text.getChars(from, to, piece, 0);
            at(to - from);
        }

        /** False when it has ended. */
        boolean atNextOf(Reader text) throws IOException {
            int count = text.read(piece);
            at(Math.max(count, 0));
            return count >= 0;
        }

        private void at(int count) {
            folding.fold(piece, count);
            char[] seen = folding.form();
            int length = folding.length();
            for (int i = 0; i < length && !found(); i++) {
                i = matched == 0 ? nextBeginning(seen, i, length) : i;
                if (i < length) {
                    step(seen[i]);
                }
            }
        }

        /** Where the needle may begin; behind the last one if nowhere. */
        private int nextBeginning(char[] seen, int from, int length) {
            char first = form[0];
            int i = from;
            while (i < length && seen[i] != first) {
                i++;
            }
            return i;
        }

        private void step(char c) {
            while (matched > 0 && form[matched] != c) {
                matched = borders[matched];
            }
            matched += form[matched] == c ? 1 : 0;
        }
    }
}
