package org.postern.delivery;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Text in a header field: as it is in ASCII, else in encoded words (RFC 2047). */
final class EncodedText {
    /** Octets of UTF-8 in one word, which may be 75 characters long (RFC 2047 2). */
    private static final int WORD = 42;

    private EncodedText() {}

    static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    /** Folded between the words. */
    static String of(String text) {
        if (isAscii(text)) {
            return text;
        }
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        text.codePoints().forEach(point -> {
            String character = Character.toString(point);
            if (octets(word + character).length > WORD) { // never within a character (RFC 2047 5)
                words.add(encoded(word));
                word.setLength(0);
            }
            word.append(character);
        });
        words.add(encoded(word));
        return String.join("\n ", words);
    }

    private static String encoded(CharSequence word) {
        return "=?utf-8?B?" + Base64.getEncoder().encodeToString(octets(word)) + "?=";
    }

    private static byte[] octets(CharSequence text) {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
