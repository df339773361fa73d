package org.postern.imap.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.postern.imap.codec.CommandText;
import org.postern.wire.CharClass;

/**
 * Reads one complete command from left to right (RFC 9051 9). Every method either consumes what it names or throws with
 * the position at which that failed; the {@code try…} methods consume nothing when they return false. Not thread-safe.
 *
 * <p>Lenient where the meaning is plain: 8-bit octets in quoted strings are UTF-8 (RFC 6855 3) whether enabled or not, any
 * octet but CR, LF and NUL may follow a backslash in a quoted string, and spaces at the end of a command are ignored.
 */
public final class ImapLexer {
    /** Parentheses within parentheses, over all lists of a command. */
    public static final int MAX_DEPTH = 64;

    /** Reads one element of a list. */
    @FunctionalInterface
    public interface Item<T> {
        T read(ImapLexer in) throws ImapSyntaxException;
    }

    private final byte[] octets;
    private final int end;
    private int at;
    private int depth;

    public ImapLexer(CommandText command) {
        this.octets = command.octets();
        this.end = octets.length;
    }

    /** Octets consumed so far. */
    public int position() {
        return at;
    }

    /** The next octet, 0 to 255, or -1 at the end. */
    public int peek() {
        return peek(0);
    }

    /** The octet {@code ahead} octets behind the next one, or -1 behind the end. */
    public int peek(int ahead) {
        int i = at + ahead;
        return i < end ? octets[i] & 0xFF : -1;
    }

    /** Whether nothing is left, trailing spaces aside. */
    public boolean atEnd() {
        int i = at;
        while (i < end && octets[i] == ' ') {
            i++;
        }
        return i == end;
    }

    public void expectEnd() throws ImapSyntaxException {
        if (!atEnd()) {
            throw error("unexpected text after the command");
        }
        at = end;
    }

    public boolean tryConsume(char c) {
        if (peek() != c) {
            return false;
        }
        at++;
        return true;
    }

    public void expect(char c) throws ImapSyntaxException {
        if (!tryConsume(c)) {
            throw error(c == ' ' ? "space expected" : "\"" + c + "\" expected");
        }
    }

    public void space() throws ImapSyntaxException {
        expect(' ');
    }

    /** One space, or more where clients are known to send more. */
    public void spaces() throws ImapSyntaxException {
        space();
        while (peek() == ' ') {
            at++;
        }
    }

    /** Consumes a word in any case if it stands here and no atom character follows it. */
    public boolean tryWord(String word) {
        if (!lookingAt(word) || ImapChars.ATOM.contains(peek(word.length()))) {
            return false;
        }
        at += word.length();
        return true;
    }

    /** Consumes a text in any case, whatever follows. */
    public boolean tryPrefix(String text) {
        if (!lookingAt(text)) {
            return false;
        }
        at += text.length();
        return true;
    }

    /** One or more octets of a class. */
    public String run(CharClass members, String what) throws ImapSyntaxException {
        int from = at;
        while (at < end && members.contains(octets[at])) {
            at++;
        }
        if (at == from) {
            throw error(what + " expected");
        }
        return new String(octets, from, at - from, StandardCharsets.US_ASCII);
    }

    public String atom() throws ImapSyntaxException {
        return run(ImapChars.ATOM, "atom");
    }

    /** An atom in upper case. */
    public String word() throws ImapSyntaxException {
        return atom().toUpperCase(Locale.ROOT);
    }

    /** The word {@link #word} would give, consuming nothing; empty string when there is none. */
    public String peekWord() {
        int i = at;
        while (i < end && ImapChars.ATOM.contains(octets[i])) {
            i++;
        }
        return new String(octets, at, i - at, StandardCharsets.US_ASCII).toUpperCase(Locale.ROOT);
    }

    public String tag() throws ImapSyntaxException {
        return run(ImapChars.TAG, "tag");
    }

    /** 0 to 2^32-1. */
    public long number() throws ImapSyntaxException {
        return number(0xFFFF_FFFFL);
    }

    /** 1 to 2^32-1. */
    public long nzNumber() throws ImapSyntaxException {
        int from = at;
        long n = number();
        if (n == 0) {
            throw new ImapSyntaxException(from, "number above zero expected");
        }
        return n;
    }

    /** 0 to 2^63-1. */
    public long number64() throws ImapSyntaxException {
        return number(Long.MAX_VALUE);
    }

    private long number(long max) throws ImapSyntaxException {
        int from = at;
        long n = 0;
        while (ImapChars.DIGIT.contains(peek())) {
            int digit = octets[at] - '0';
            if (n > (max - digit) / 10) {
                throw new ImapSyntaxException(from, "number too large");
            }
            n = n * 10 + digit;
            at++;
        }
        if (at == from) {
            throw error("number expected");
        }
        return n;
    }

    /** Whether a quoted string or literal begins here. */
    public boolean atString() {
        return peek() == '"' || peek() == '{' || (peek() == '~' && peek(1) == '{');
    }

    /** astring as text. */
    public String astring() throws ImapSyntaxException {
        int from = at;
        return text(astringOctets(), from);
    }

    /** astring as it came: for text in a charset of its own and for passwords. Never holds NUL. */
    public byte[] astringOctets() throws ImapSyntaxException {
        return atString()
                ? stringOctets()
                : run(ImapChars.ASTRING, "string or atom").getBytes(StandardCharsets.US_ASCII);
    }

    /** string as text. */
    public String string() throws ImapSyntaxException {
        int from = at;
        return text(stringOctets(), from);
    }

    /** string (quoted, literal or literal8) as it came, without NUL. */
    public byte[] stringOctets() throws ImapSyntaxException {
        int from = at;
        if (peek() == '"') {
            return quotedOctets();
        }
        if (!atString()) {
            throw error("string expected");
        }
        byte[] literal = literal();
        for (byte octet : literal) {
            if (octet == 0) {
                throw new ImapSyntaxException(from, "NUL is not allowed in a string");
            }
        }
        return literal;
    }

    /** nstring as it came; empty for NIL. */
    public Optional<byte[]> nstringOctets() throws ImapSyntaxException {
        return !atString() && tryWord("NIL") ? Optional.empty() : Optional.of(stringOctets());
    }

    /** nstring or literal8, which alone may hold NUL; empty for NIL. */
    public Optional<byte[]> nstring8Octets() throws ImapSyntaxException {
        return peek() == '~' ? Optional.of(literal()) : nstringOctets();
    }

    /** nstring as text; empty for NIL. */
    public Optional<String> nstring() throws ImapSyntaxException {
        return !atString() && tryWord("NIL") ? Optional.empty() : Optional.of(string());
    }

    /** What a LIST pattern may be: list-mailbox, as text. */
    public String listMailbox() throws ImapSyntaxException {
        return atString() ? string() : run(ImapChars.LIST, "mailbox pattern");
    }

    private byte[] quotedOctets() throws ImapSyntaxException {
        int from = at++;
        byte[] value = new byte[Math.min(end - at, 64)];
        int used = 0;
        boolean ascii = true;
        while (true) {
            int c = peek();
            if (c == '"') {
                at++;
                value = Arrays.copyOf(value, used);
                return ascii ? value : text(value, from).getBytes(StandardCharsets.UTF_8);
            }
            if (c == '\\') {
                at++;
                c = peek();
            }
            if (c <= 0 || c == '\r' || c == '\n') {
                throw new ImapSyntaxException(from, "quoted string does not end");
            }
            if (used == value.length) {
                value = Arrays.copyOf(value, used * 2);
            }
            value[used++] = (byte) c;
            ascii &= c < 0x80;
            at++;
        }
    }

    private byte[] literal() throws ImapSyntaxException {
        int from = at;
        tryConsume('~');
        expect('{');
        long size = number64();
        tryConsume('+');
        expect('}');
        boolean crlf = peek() == '\r' && peek(1) == '\n';
        at += crlf ? 2 : peek() == '\n' ? 1 : 0;
        if (octets[at - 1] != '\n' || size > end - at) {
            throw new ImapSyntaxException(from, "literal is incomplete");
        }
        at += (int) size;
        return Arrays.copyOfRange(octets, at - (int) size, at);
    }

    /** {@code "(" item *(SP item) ")"}. */
    public <T> List<T> list(Item<T> item) throws ImapSyntaxException {
        open();
        List<T> items = new ArrayList<>();
        do {
            items.add(item.read(this));
        } while (tryConsume(' '));
        close();
        return items;
    }

    /** As {@link #list}, or empty parentheses. */
    public <T> List<T> listOrEmpty(Item<T> item) throws ImapSyntaxException {
        if (peek() == '(' && peek(1) == ')') {
            at += 2;
            return List.of();
        }
        return list(item);
    }

    /** "(", counting how deep parentheses stand. */
    public void open() throws ImapSyntaxException {
        if (depth == MAX_DEPTH) {
            throw error("parentheses nested too deeply");
        }
        expect('(');
        depth++;
    }

    /** ")" of an earlier {@link #open}. */
    public void close() throws ImapSyntaxException {
        expect(')');
        depth--;
    }

    /** A complaint about what stands here. */
    public ImapSyntaxException error(String message) {
        return new ImapSyntaxException(at, message);
    }

    private boolean lookingAt(String text) {
        if (text.length() > end - at) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.toUpperCase((char) (octets[at + i] & 0xFF)) != Character.toUpperCase(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static String text(byte[] octets, int position) throws ImapSyntaxException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ImapSyntaxException(position, "string is not UTF-8");
        }
    }
}
