package org.postern.mime;

import java.util.Arrays;
import java.util.List;

/** How text is compared (RFC 4790). Whatever it is, text is decoded first. */
public enum Collation {
    /** RFC 5051: without regard to case, composition and width. The default. */
    UNICODE_CASEMAP("i;unicode-casemap"),
    /** RFC 4790 9.2: without regard to the case of ASCII letters. */
    ASCII_CASEMAP("i;ascii-casemap"),
    /** RFC 4790 9.3: the octets of its UTF-8 form. */
    OCTET("i;octet");

    private final String id;

    Collation(String id) {
        this.id = id;
    }

    /** The identifier of the registry. */
    public String id() {
        return id;
    }

    /** The collations that a pattern with {@code *} for any characters names, the widely useful ones first (RFC 4790 3.2). */
    public static List<Collation> matching(String pattern) {
        return Arrays.stream(values())
                .filter(collation -> matches(pattern, collation.id))
                .toList();
    }

    /** Goes back to the last star only, so it takes no longer than both lengths multiplied; identifiers are short. */
    private static boolean matches(String pattern, String text) {
        int star = -1;
        int resume = 0;
        int p = 0;
        int t = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = t;
            } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
