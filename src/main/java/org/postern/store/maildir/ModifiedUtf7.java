package org.postern.store.maildir;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One level of a mailbox name as Maildir++ directories carry it: modified UTF-7 (RFC 3501 5.1.3), in which "." and "/",
 * that a directory name cannot hold, are encoded too. Decoding is strict but for those two: what {@link #encode} would
 * not write does not decode, so no two directories have one name.
 */
final class ModifiedUtf7 {
    private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();
    private static final Base64.Decoder UNBASE64 = Base64.getDecoder();

    private ModifiedUtf7() {}

    static String encode(String level) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < level.length(); ) {
            int run = i;
            while (run < level.length() && !isDirect(level.charAt(run))) {
                run++;
            }
            if (run > i) {
                byte[] utf16 = level.substring(i, run).getBytes(StandardCharsets.UTF_16BE);
                out.append('&')
                        .append(BASE64.encodeToString(utf16).replace('/', ','))
                        .append('-');
                i = run;
            } else {
                char c = level.charAt(i++);
                out.append(c == '&' ? "&-" : String.valueOf(c));
            }
        }
        return out.toString();
    }

    /** Empty when the text is not what {@link #encode} writes for some level. */
    static Optional<String> decode(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int end = c == '&' ? text.indexOf('-', i) : i;
            if (end < 0 || !isDirect(c)) {
                return Optional.empty();
            }
            if (end == i) {
                out.append(c);
            } else if (end == i + 1) {
                out.append('&');
            } else if (!decodeRun(text.substring(i + 1, end), out)) {
                return Optional.empty();
            }
            i = end;
        }
        String level = out.toString();
        return encode(level).equals(text) ? Optional.of(level) : Optional.empty();
    }

    /** As LAYOUT=fs and subscription lists have it: "." stands for itself. */
    static String encodeWithDots(String level) {
        return Arrays.stream(level.split("\\.", -1)).map(ModifiedUtf7::encode).collect(Collectors.joining("."));
    }

    /** Empty when a part between dots does not decode; an encoded dot does. */
    static Optional<String> decodeWithDots(String text) {
        List<String> parts = new ArrayList<>();
        for (String part : text.split("\\.", -1)) {
            decode(part).ifPresent(parts::add);
        }
        boolean all = parts.size() == text.chars().filter(c -> c == '.').count() + 1;
        return all ? Optional.of(String.join(".", parts)) : Optional.empty();
    }

    private static boolean decodeRun(String base64, StringBuilder out) {
        if (base64.indexOf('/') >= 0 || base64.indexOf('=') >= 0) {
            return false;
        }
        try {
            byte[] utf16 = UNBASE64.decode(base64.replace(',', '/'));
            out.append(new String(utf16, StandardCharsets.UTF_16BE));
            return utf16.length % 2 == 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isDirect(char c) {
        return c >= 0x20 && c <= 0x7E && c != '.' && c != '/';
    }
}
