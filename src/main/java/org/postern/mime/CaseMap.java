package org.postern.mime;

import java.text.Normalizer;

/**
 * The comparison form of text, after i;unicode-casemap (RFC 5051): each character in title case, then decomposed. Text
 * that differs in case, in composition or in width has one form. Not safe for several threads at once.
 */
final class CaseMap {
    /** Power of two; forms of characters beyond ASCII are slow to make and come again and again. */
    private static final int CACHE = 512;

    /** Both empty until something beyond ASCII comes along, which is seldom. */
    private int[] characters = {};

    private String[] forms = {};

    /** The form of an ASCII character. */
    static char ascii(int c) {
        return (char) (c >= 'a' && c <= 'z' ? c - 32 : c);
    }

    /** The form of any character, by its code point. */
    String form(int codePoint) {
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
    String form(String text) {
        StringBuilder form = new StringBuilder(text.length());
        text.codePoints().forEach(c -> form.append(form(c)));
        return form.toString();
    }
}
