package org.postern.store.maildir;

import java.nio.charset.StandardCharsets;

/**
 * Parts of an address as directory names: themselves, but for octets outside of ASCII and "%", which become "%XX"; so a
 * name is the same whatever character set the machine's locale has, and no two addresses share a directory.
 */
final class PathNames {
    private PathNames() {}

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
