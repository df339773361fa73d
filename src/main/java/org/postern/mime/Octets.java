package org.postern.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * A short run of raw octets out of a header: not yet text, since nobody knows its charset, and to be given to clients as
 * it came. Kept as a string of one character an octet.
 */
public final class Octets {
    public static final Octets EMPTY = new Octets("");

    /** Bytes that are not UTF-8 are mostly Western mail of the nineties, where this superset of Latin 1 was meant. */
    private static final Charset FALLBACK = Charset.forName("windows-1252");

    private final String latin1;

    private Octets(String latin1) {
        this.latin1 = latin1;
    }

    /** The octets of an array, copied. */
    public static Octets of(byte[] octets) {
        return of(octets, 0, octets.length);
    }

    /** The octets {@code from} (inclusive) to {@code to} (exclusive) of an array, copied. */
    public static Octets of(byte[] octets, int from, int to) {
        return from == to ? EMPTY : new Octets(new String(octets, from, to - from, ISO_8859_1));
    }

    /** One octet a character; characters above U+00FF become a question mark. */
    public static Octets latin1(String characters) {
        return of(characters.getBytes(ISO_8859_1));
    }

    /** The UTF-8 form of a text. */
    public static Octets utf8(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** For parsers in this package, which cut pieces out of such a string. */
    static Octets trusted(String latin1) {
        return latin1.isEmpty() ? EMPTY : new Octets(latin1);
    }

    public int length() {
        return latin1.length();
    }

    public boolean isEmpty() {
        return latin1.isEmpty();
    }

    /** One character an octet, U+0000 to U+00FF. */
    public String latin1() {
        return latin1;
    }

    public byte[] toByteArray() {
        return latin1.getBytes(ISO_8859_1);
    }

    /** Readable text: UTF-8 where the octets are that, else Windows-1252. Encoded words stay as they are. */
    public String text() {
        return isAscii() ? latin1 : decode(toByteArray());
    }

    public boolean isAscii() {
        return latin1.chars().allMatch(c -> c < 0x80);
    }

    /** Without blanks, tabs and line ends at either side. */
    public Octets trim() {
        return trusted(latin1.strip());
    }

    /** Whether these are the ASCII characters of {@code other}, in any case. */
    public boolean equalsIgnoreCase(String other) {
        return latin1.equalsIgnoreCase(other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets that && latin1.equals(that.latin1);
    }

    @Override
    public int hashCode() {
        return latin1.hashCode();
    }

    /** For people: the octets as {@link #text}. */
    @Override
    public String toString() {
        return text();
    }

    static String decode(byte[] octets) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return new String(octets, FALLBACK);
        }
    }
}
