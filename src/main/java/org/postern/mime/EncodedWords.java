package org.postern.mime;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.james.mime4j.codec.Base64InputStream;
import org.apache.james.mime4j.codec.DecodeMonitor;

/**
 * Header text as people read it: encoded words (RFC 2047) decoded, raw UTF-8 and Latin 1 understood. Nothing is an
 * error; what cannot be decoded stays as it stands. Characters split between neighbouring words of one charset are
 * joined first, which the RFC forbids to write and many do.
 */
public final class EncodedWords {
    /** RFC 2978 names have at most 40 characters; RFC 2231 5 adds a language. */
    private static final int MAX_CHARSET = 100;

    private final String raw;
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream word = new ByteArrayOutputStream();
    private String wordCharset = "";
    private boolean endsAhead = true;

    private EncodedWords(String raw) {
        this.raw = raw;
    }

    /** The text of a field value, folded or not. Takes time linear in its length. */
    public static String decode(Octets value) {
        String raw = FieldLexer.unfold(value.latin1());
        return raw.contains("=?")
                ? new EncodedWords(raw).run()
                : Octets.trusted(raw).text();
    }

    private String run() {
        int plainFrom = 0;
        int position = raw.indexOf("=?");
        while (position >= 0) {
            int end = endsAhead ? endOfWord(position) : -1;
            if (end < 0) {
                position = raw.indexOf("=?", position + 2);
                continue;
            }
            plain(plainFrom, position);
            decodeWord(position, end);
            plainFrom = end;
            position = raw.indexOf("=?", end);
        }
        plain(plainFrom, raw.length());
        flushWord();
        return text.toString();
    }

    /** Plain text ends a run of words; blanks alone between two words count as nothing (RFC 2047 6.2). */
    private void plain(int from, int to) {
        String piece = raw.substring(from, to);
        boolean blankAfterWord = from > 0 && to < raw.length() && piece.isBlank();
        if (!piece.isEmpty() && !blankAfterWord) {
            flushWord();
            text.append(Octets.trusted(piece).text());
        }
    }

    /** The position behind the word that begins at {@code start}, or -1 if that is none. */
    private int endOfWord(int start) {
        int encoding = raw.indexOf('?', start + 2) + 1;
        if (encoding < start + 4 || encoding - start > MAX_CHARSET || encoding + 1 >= raw.length()) {
            return -1;
        }
        boolean known = "bBqQ".indexOf(raw.charAt(encoding)) >= 0 && raw.charAt(encoding + 1) == '?';
        if (!known) {
            return -1;
        }
        int end = raw.indexOf("?=", encoding + 2);
        // Once no end was found there is none further on: looking again for each word would be quadratic.
        endsAhead = end >= 0;
        return end < 0 ? -1 : end + 2;
    }

    private void decodeWord(int start, int end) {
        int encoding = raw.indexOf('?', start + 2) + 1;
        String charset = raw.substring(start + 2, encoding - 1).toLowerCase(Locale.ROOT);
        if (!charset.equals(wordCharset)) {
            flushWord();
        }
        wordCharset = charset;
        String encoded = raw.substring(encoding + 2, end - 2);
        if (Character.toLowerCase(raw.charAt(encoding)) == 'b') {
            base64(encoded);
        } else {
            quoted(encoded);
        }
    }

    private void flushWord() {
        byte[] octets = word.toByteArray();
        if (octets.length > 0) {
            text.append(MailCharset.named(wordCharset)
                    .map(charset -> new String(octets, charset))
                    .orElseGet(() -> Octets.decode(octets)));
            word.reset();
        }
    }

    private void base64(String encoded) {
        byte[] ascii = Octets.latin1(encoded + "==").toByteArray(); // padding is often forgotten
        try (Base64InputStream in = new Base64InputStream(new ByteArrayInputStream(ascii), DecodeMonitor.SILENT)) {
            in.transferTo(word);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** RFC 2047 4.2. */
    private void quoted(String encoded) {
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            boolean coded = c == '='
                    && i + 2 < encoded.length()
                    && HexFormat.isHexDigit(encoded.charAt(i + 1))
                    && HexFormat.isHexDigit(encoded.charAt(i + 2));
            if (coded) {
                word.write(HexFormat.fromHexDigits(encoded, i + 1, i + 3));
                i += 2;
            } else {
                word.write(c == '_' ? ' ' : c);
            }
        }
    }
}
