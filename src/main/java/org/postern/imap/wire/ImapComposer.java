package org.postern.imap.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.postern.wire.WireOut;

/**
 * Writes the pieces of a response. Every method returns the composer, so that a line reads like its grammar. Strings take
 * the shortest safe form: quoted when short, one line and ASCII (or UTF-8 where the client understands it), else literal.
 */
public final class ImapComposer {
    /** Strings longer than this go out as literals. */
    private static final int MAX_QUOTED = 1000;

    private final WireOut out;
    private final Utf8 utf8;

    public ImapComposer(WireOut out, Utf8 utf8) {
        this.out = out;
        this.utf8 = utf8;
    }

    public WireOut out() {
        return out;
    }

    /** {@code "* "} and a word. */
    public ImapComposer untagged(String word) {
        return raw("* ").raw(word);
    }

    /** {@code "* "}, a number, a space and a word. */
    public ImapComposer untagged(long number, String word) {
        return raw("* ").number(number).raw(" ").raw(word);
    }

    /** Trusted ASCII as it stands. */
    public ImapComposer raw(String ascii) {
        out.ascii(ascii);
        return this;
    }

    public ImapComposer space() {
        out.octet(' ');
        return this;
    }

    public ImapComposer open() {
        out.octet('(');
        return this;
    }

    public ImapComposer close() {
        out.octet(')');
        return this;
    }

    public ImapComposer nil() {
        return raw("NIL");
    }

    public ImapComposer number(long value) {
        out.number(value);
        return this;
    }

    /** Ends the line. */
    public ImapComposer end() {
        out.crlf();
        return this;
    }

    /** An atom if it can be one (and is not NIL), else a string. */
    public ImapComposer astring(String text) {
        boolean atom = ImapChars.ASTRING.containsAll(text) && !text.equalsIgnoreCase("NIL");
        return atom ? raw(text) : string(text);
    }

    public ImapComposer string(String text) {
        return string(text.getBytes(StandardCharsets.UTF_8));
    }

    public ImapComposer nstring(Optional<String> text) {
        return text.isPresent() ? string(text.get()) : nil();
    }

    public ImapComposer string(byte[] octets) {
        return canQuote(octets) ? quoted(octets) : literal(octets);
    }

    private ImapComposer quoted(byte[] octets) {
        out.octet('"');
        for (byte octet : octets) {
            if (octet == '"' || octet == '\\') {
                out.octet('\\');
            }
            out.octet(octet);
        }
        out.octet('"');
        return this;
    }

    /** As {@link #string(byte[])}, or a literal8 where there is a NUL (RFC 3516 3). */
    public ImapComposer string8(byte[] octets) {
        for (byte octet : octets) {
            if (octet == 0) {
                return raw("~").literal(octets);
            }
        }
        return string(octets);
    }

    /** A literal, whatever the octets are. */
    public ImapComposer literal(byte[] octets) {
        out.octet('{').number(octets.length).ascii("}\r\n").octets(octets);
        return this;
    }

    /**
     * Free text at the end of a status response: control characters become spaces, so that it cannot end the line, and
     * what the client may not understand becomes "?".
     */
    public ImapComposer text(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().map(this::harmless).forEach(clean::appendCodePoint);
        out.utf8(clean);
        return this;
    }

    private int harmless(int c) {
        if (Character.isISOControl(c)) {
            return ' ';
        }
        return c > 0x7E && (utf8 == Utf8.OFF || Character.getType(c) == Character.SURROGATE) ? '?' : c;
    }

    private boolean canQuote(byte[] octets) {
        if (octets.length > MAX_QUOTED) {
            return false;
        }
        boolean eightBit = false;
        for (byte octet : octets) {
            if (octet == 0 || octet == '\r' || octet == '\n') {
                return false;
            }
            eightBit |= octet < 0;
        }
        return !eightBit || (utf8 == Utf8.ON && isUtf8(octets));
    }

    private static boolean isUtf8(byte[] octets) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
