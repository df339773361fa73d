package org.postern.auth;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Lines of a file with one char for each octet, so that a line which is not UTF-8 survives when another one is changed.
 */
final class OctetLines {
    private OctetLines() {}

    static List<String> split(byte[] file) {
        return new String(file, StandardCharsets.ISO_8859_1).lines().toList();
    }

    static byte[] join(List<String> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The line as text; empty when it is not UTF-8. */
    static Optional<String> decode(String line) {
        return Utf8.decode(line.getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * The line as text.
     *
     * @throws IllegalArgumentException when it is not UTF-8
     */
    static String text(String line) {
        return decode(line).orElseThrow(() -> new IllegalArgumentException("is not UTF-8"));
    }

    /** The line as text that is to be changed; INVALID when it is not UTF-8. */
    static String editable(String line) throws DirectoryException {
        return decode(line)
                .orElseThrow(() -> new DirectoryException(
                        DirectoryException.Problem.INVALID, "the line is not UTF-8: change it by hand"));
    }

    static String encode(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** Whether the line is empty or a comment. */
    static boolean isBlank(String line) {
        return line.isBlank() || line.startsWith("#");
    }
}
