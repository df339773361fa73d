package org.postern.mime;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** An extended parameter value, {@code charset'language'percent-encoded} (RFC 2231 section 4). */
final class ExtendedValue {
    private static final String ATTRIBUTE_SPECIALS = "*'%()<>@,;:\\\"/[]?=";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private ExtendedValue() {}

    /** The text; without the two quotes the whole value counts as percent-encoded UTF-8. */
    static String decode(Octets value) {
        String raw = value.latin1();
        int first = raw.indexOf('\'');
        int second = first < 0 ? -1 : raw.indexOf('\'', first + 1);
        String charset = second < 0 ? "" : raw.substring(0, first);
        byte[] octets = percentDecode(second < 0 ? raw : raw.substring(second + 1));
        return MailCharset.named(charset)
                .map(known -> new String(octets, known))
                .orElseGet(() -> Octets.decode(octets));
    }

    /** Percent-encodes what may not stand in an extended value. */
    static String encode(String raw) {
        StringBuilder encoded = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c > ' ' && c < 0x7F && ATTRIBUTE_SPECIALS.indexOf(c) < 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.toHexDigits((byte) c));
            }
        }
        return encoded.toString();
    }

    private static byte[] percentDecode(String raw) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            boolean coded = c == '%'
                    && i + 2 < raw.length()
                    && HexFormat.isHexDigit(raw.charAt(i + 1))
                    && HexFormat.isHexDigit(raw.charAt(i + 2));
            octets.write(coded ? HexFormat.fromHexDigits(raw, i + 1, i + 3) : c);
            i += coded ? 2 : 0;
        }
        return octets.toByteArray();
    }
}
