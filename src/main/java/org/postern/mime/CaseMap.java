package org.postern.mime;

import java.text.Normalizer;

/**
 * The comparison form of text after a {@link Collation}: texts that compare equal have one form, and the octets of the UTF-8
 * forms give the order. For i;unicode-casemap (RFC 5051) that is each character in title case, then decomposed, so that
 * text that differs in case, in composition or in width has one form. Not safe for several threads at once.
 */
public final class CaseMap {
    /** Power of two; forms of characters beyond ASCII are slow to make and come again and again. */
    private static final int CACHE = 512;

    private final Collation collation;

    /** Both empty until something beyond ASCII comes along, which is seldom. */
    private int[] characters = {};

    private String[] forms = {};

    public CaseMap(Collation collation) {
        this.collation = collation;
    }

    /** The form of an ASCII character. */
    char ascii(int c) {
        return (char) (c >= 'a' && c <= 'z' && collation != Collation.OCTET ? c - 32 : c);
    }

    /** The form of a character beyond ASCII, by its code point. */
    String form(int codePoint) {
        if (collation != Collation.UNICODE_CASEMAP) {
            return Character.toString(codePoint);
        }
        if (characters.length == 0) {
            characters = new int[CACHE];
            forms = new String[CACHE];
        }
        int slot = (codePoint ^ codePoint >>> 9) & CACHE - 1;
        String form = forms[slot];
        if (form == null || characters[slot] != codePoint) {
            form = Normalizer.normalize(Character.toString(Character.toTitleCase(codePoint)), Normalizer.Form.NFKD);
            characters[slot] = codePoint;
            forms[slot] = form;
        }
        return form;
    }

    /** The form of a text. */
    public String form(String text) {
        StringBuilder form = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); ) {
            int c = text.codePointAt(at);
            if (c < 0x80) {
                form.append(ascii(c));
            } else {
                form.append(form(c));
            }
            at += Character.charCount(c);
        }
        return form.toString();
    }
}
