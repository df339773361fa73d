package org.postern.imap.codec;

import java.nio.charset.StandardCharsets;

/**
 * One complete command as received, without its last line end. Literals stand in it as on the wire: {@code {5+}}, CR LF,
 * then exactly that many octets.
 */
public final class CommandText {
    private final byte[] octets;

    /** Takes the array over. */
    public CommandText(byte[] octets) {
        this.octets = octets;
    }

    /** For tests and built-in texts: UTF-8. */
    public static CommandText of(String text) {
        return new CommandText(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Not to be changed. */
    public byte[] octets() {
        return octets;
    }

    public int length() {
        return octets.length;
    }

    /** As Latin-1, for tests and error messages; never for logs, for it may hold a password. */
    @Override
    public String toString() {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }
}
