package org.postern.net;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The few ASN.1 values of a certificate in their distinguished encoding (X.690). */
final class Der {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Der() {}

    static byte[] value(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(tag);
        all.writeBytes(length(content.size()));
        all.writeBytes(content.toByteArray());
        return all.toByteArray();
    }

    private static byte[] length(int n) {
        if (n < 0x80) {
            return new byte[] {(byte) n};
        }
        byte[] digits = BigInteger.valueOf(n).toByteArray();
        int zero = digits[0] == 0 ? 1 : 0;
        byte[] length = new byte[1 + digits.length - zero];
        length[0] = (byte) (0x80 | (length.length - 1));
        System.arraycopy(digits, zero, length, 1, length.length - 1);
        return length;
    }

    static byte[] sequence(byte[]... parts) {
        return value(0x30, parts);
    }

    static byte[] set(byte[]... parts) {
        return value(0x31, parts);
    }

    /** Context-specific, constructed. */
    static byte[] explicit(int number, byte[] content) {
        return value(0xA0 | number, content);
    }

    static byte[] integer(BigInteger n) {
        return value(0x02, n.toByteArray());
    }

    static byte[] yes() {
        return value(0x01, new byte[] {(byte) 0xFF});
    }

    static byte[] octets(byte[] content) {
        return value(0x04, content);
    }

    /** @param unused bits at the end that do not count, 0 to 7 */
    static byte[] bits(int unused, byte[] content) {
        return value(0x03, new byte[] {(byte) unused}, content);
    }

    static byte[] text(String utf8) {
        return value(0x0C, utf8.getBytes(StandardCharsets.UTF_8));
    }

    /** RFC 5280 4.1.2.5: two digits for the year before 2050, four from then on. */
    static byte[] time(Instant instant) {
        String digits = TIME.format(instant);
        boolean late = instant.atOffset(ZoneOffset.UTC).getYear() >= 2050;
        return value(late ? 0x18 : 0x17, (late ? digits : digits.substring(2)).getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] oid(int... arcs) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(base128(arcs[0] * 40 + arcs[1]));
        for (int i = 2; i < arcs.length; i++) {
            out.writeBytes(base128(arcs[i]));
        }
        return value(0x06, out.toByteArray());
    }

    private static byte[] base128(int n) {
        List<Integer> digits = new ArrayList<>();
        for (int rest = n; rest > 0 || digits.isEmpty(); rest >>>= 7) {
            digits.add(0, (rest & 0x7F) | (digits.isEmpty() ? 0 : 0x80));
        }
        byte[] octets = new byte[digits.size()];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = digits.get(i).byteValue();
        }
        return octets;
    }
}
