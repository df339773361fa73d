package org.postern.mime;

import java.io.IOException;
import java.io.Reader;

/**
 * A text to be looked for, compared after a {@link Collation}. One for a whole search; it can be used by several threads.
 * Looking takes time linear in the text looked through, whatever both contain.
 */
public final class Needle implements Sought {
    private final Collation collation;
    private final String form;
    /** Of each beginning of the form, the length of its longest proper border (Knuth, Morris, Pratt). */
    private final int[] borders;

    /** Compared after the default collation. */
    public Needle(String text) {
        this(text, Collation.UNICODE_CASEMAP);
    }

    public Needle(String text, Collation collation) {
        this.collation = collation;
        this.form = new CaseMap(collation).form(text);
        this.borders = borders(form);
    }

    @Override
    public boolean isEmpty() {
        return form.isEmpty();
    }

    @Override
    public boolean isIn(CharSequence text) {
        Progress progress = new Progress();
        for (int i = 0; i < text.length() && !progress.found(); i++) {
            progress.see(text.charAt(i));
        }
        return progress.found();
    }

    @Override
    public boolean isIn(Reader text) throws IOException {
        Progress progress = new Progress();
        char[] buffer = new char[4096];
        for (int count = 0; count >= 0 && !progress.found(); count = text.read(buffer)) {
            for (int i = 0; i < count && !progress.found(); i++) {
                progress.see(buffer[i]);
            }
        }
        return progress.found();
    }

    private static int[] borders(String form) {
        int[] borders = new int[form.length() + 1];
        int border = 0;
        for (int i = 1; i < form.length(); i++) {
            while (border > 0 && form.charAt(i) != form.charAt(border)) {
                border = borders[border];
            }
            border += form.charAt(i) == form.charAt(border) ? 1 : 0;
            borders[i + 1] = border;
        }
        return borders;
    }

    /** How much of the needle the text that was seen ends with. */
    private final class Progress {
        private final CaseMap caseMap = new CaseMap(collation);
        private int matched;
        private char highSurrogate;

        boolean found() {
            return matched == form.length();
        }

        void see(char c) {
            if (c < 0x80) {
                step(caseMap.ascii(c));
            } else if (Character.isHighSurrogate(c)) {
                highSurrogate = c;
            } else {
                String mapped = caseMap.form(
                        Character.isLowSurrogate(c) && highSurrogate != 0
                                ? Character.toCodePoint(highSurrogate, c)
                                : c);
                highSurrogate = 0;
                for (int i = 0; i < mapped.length() && !found(); i++) {
                    step(mapped.charAt(i));
                }
            }
        }

        private void step(char c) {
            while (matched > 0 && form.charAt(matched) != c) {
                matched = borders[matched];
            }
            matched += form.charAt(matched) == c ? 1 : 0;
        }
    }
}
