package org.postern.imap.syntax;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The encoding of mailbox names of RFC 3501 5.1.3. Strict: of the many ways to encode a name only the one that
 * {@link #encode} uses is decoded, so no mailbox has two names.
 */
public final class ModifiedUtf7 {
    private ModifiedUtf7() {}

    public static String encode(String name) {
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < name.length()) {
            char c = name.charAt(i);
            if (c >= 0x20 && c <= 0x7E) {
                out.append(c == '&' ? "&-" : String.valueOf(c));
                i++;
                continue;
            }
            int from = i;
            while (i < name.length() && (name.charAt(i) < 0x20 || name.charAt(i) > 0x7E)) {
                i++;
            }
            out.append('&').append(base64(name.substring(from, i))).append('-');
        }
        return out.toString();
    }

    private static String base64(String text) {
        byte[] utf16 = text.getBytes(StandardCharsets.UTF_16BE);
        return Base64.getEncoder().withoutPadding().encodeToString(utf16).replace('/', ',');
    }

    /** The name, or empty when the text is not the encoding of any. */
    public static Optional<String> decode(String text) {
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c != '&') {
                out.append(c);
                i++;
                continue;
            }
            int end = text.indexOf('-', i);
            if (end < 0 || !shifted(text.substring(i + 1, end), out)) {
                return Optional.empty();
            }
            i = end + 1;
        }
        String name = out.toString();
        return encode(name).equals(text) ? Optional.of(name) : Optional.empty();
    }

    private static boolean shifted(String base64, StringBuilder out) {
        if (base64.isEmpty()) {
            out.append('&');
            return true;
        }
        try {
            byte[] utf16 = Base64.getDecoder().decode(base64.replace('/', '!').replace(',', '/'));
            out.append(new String(utf16, StandardCharsets.UTF_16BE));
            return utf16.length % 2 == 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
