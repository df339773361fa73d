package org.postern.store.maildir;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Parts of an address as directory names: themselves, but for octets outside of ASCII and "%", which become "%XX"; so a
 * name is the same whatever character set the machine's locale has, and no two addresses share a directory.
 */
final class PathNames {
    private PathNames() {}

    /** What was encoded; empty when nothing can have been. */
    static Optional<String> decode(String name) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean escaped = c == '%'
                    && name.length() > i + 2
                    && HexFormat.isHexDigit(name.charAt(i + 1))
                    && HexFormat.isHexDigit(name.charAt(i + 2));
            if (escaped) {
                octets.write(HexFormat.fromHexDigits(name, i + 1, i + 3));
                i += 2;
            } else {
                octets.write(c);
            }
        }
        String part = octets.toString(StandardCharsets.UTF_8);
        return encode(part).equals(name) ? Optional.of(part) : Optional.empty();
    }

    static String encode(String part) {
        StringBuilder out = new StringBuilder();
        for (byte b : part.getBytes(StandardCharsets.UTF_8)) {
            if (b <= ' ' || b == '%' || b == 0x7F || b == '/') {
                out.append(String.format("%%%02X", b & 0xFF));
            } else {
                out.append((char) b);
            }
        }
        return out.toString();
    }
}
