package org.postern.pop3;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.postern.wire.CharClass;

/** What follows a keyword, each octet as the character of the same number; words are separated by one or more spaces. */
final class Arguments {
    private static final CharClass DIGITS = CharClass.of("0123456789");
    /** More digits than any message number has. */
    private static final int MAX_DIGITS = 9;

    private final String text;
    private int at;

    Arguments(String latin1) {
        this.text = latin1;
        skipSpaces();
    }

    boolean isAtEnd() {
        return at == text.length();
    }

    void expectEnd() throws Pop3Exception {
        if (!isAtEnd()) {
            throw new Pop3Exception("Too many arguments");
        }
    }

    /** The next word, as octets. */
    byte[] word() throws Pop3Exception {
        int start = at;
        while (at < text.length() && text.charAt(at) != ' ') {
            at++;
        }
        if (at == start) {
            throw new Pop3Exception("An argument is missing");
        }
        byte[] word = text.substring(start, at).getBytes(StandardCharsets.ISO_8859_1);
        skipSpaces();
        return word;
    }

    /** All that follows the space after the keyword, other spaces included: a password may hold some (RFC 1939 7). */
    byte[] whole() throws Pop3Exception {
        if (text.isEmpty()) {
            throw new Pop3Exception("An argument is missing");
        }
        at = text.length();
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Everything that is left, spaces included. */
    byte[] rest() throws Pop3Exception {
        if (isAtEnd()) {
            throw new Pop3Exception("An argument is missing");
        }
        byte[] rest = text.substring(at).getBytes(StandardCharsets.ISO_8859_1);
        at = text.length();
        return rest;
    }

    /** 0 to 999,999,999. */
    int number() throws Pop3Exception {
        String digits = digits();
        if (digits.length() > MAX_DIGITS) {
            throw noNumber();
        }
        return Integer.parseInt(digits);
    }

    /** 0 or more; what is too great for an {@code int} is the greatest, for clients that want all there is say so. */
    int count() throws Pop3Exception {
        BigInteger count = new BigInteger(digits());
        return count.bitLength() < Integer.SIZE ? count.intValue() : Integer.MAX_VALUE;
    }

    private String digits() throws Pop3Exception {
        String word = new String(word(), StandardCharsets.ISO_8859_1);
        if (!DIGITS.containsAll(word)) {
            throw noNumber();
        }
        return word;
    }

    private static Pop3Exception noNumber() {
        return new Pop3Exception("Not a number that means something here");
    }

    /** A message number or nothing, and then the end. */
    OptionalInt lastNumber() throws Pop3Exception {
        OptionalInt number = isAtEnd() ? OptionalInt.empty() : OptionalInt.of(number());
        expectEnd();
        return number;
    }

    private void skipSpaces() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }
}
