package org.postern.store.maildir;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Builds framed records: length and CRC32C of what follows, four octets each, then a kind and its content. Not
 * thread-safe.
 */
final class OctetBuilder {
    private static final int FIRST = 512;

    /** The longest array that is kept for what comes next: of some builders there is one for each loaded mailbox. */
    private static final int KEPT = 1 << 14;

    private byte[] octets = new byte[FIRST];
    private int used;
    private int recordAt;

    OctetBuilder begin(int kind) {
        room(9);
        recordAt = used;
        used += 8;
        octets[used++] = (byte) kind;
        return this;
    }

    OctetBuilder end() {
        int length = used - recordAt - 8;
        CRC32C crc = new CRC32C();
        crc.update(octets, recordAt + 8, length);
        ByteBuffer.wrap(octets).putInt(recordAt, length).putInt(recordAt + 4, (int) crc.getValue());
        return this;
    }

    OctetBuilder number(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("negative: " + value);
        }
        room(9);
        long rest = value;
        while (rest > 0x7F) {
            octets[used++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        octets[used++] = (byte) rest;
        return this;
    }

    /** A number of either sign, below 2^61 in size. */
    OctetBuilder signed(long value) {
        return number((value << 1) ^ (value >> 63));
    }

    OctetBuilder text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(bytes.length);
        room(bytes.length);
        System.arraycopy(bytes, 0, octets, used, bytes.length);
        used += bytes.length;
        return this;
    }

    /** Takes all remaining octets. */
    OctetBuilder octets(ByteBuffer more) {
        int length = more.remaining();
        room(length);
        more.get(octets, used, length);
        used += length;
        return this;
    }

    int size() {
        return used;
    }

    ByteBuffer octets() {
        return ByteBuffer.wrap(octets, 0, used);
    }

    void clear() {
        used = 0;
        if (octets.length > KEPT) {
            octets = new byte[FIRST];
        }
    }

    private void room(int more) {
        if (used + more > octets.length) {
            octets = Arrays.copyOf(octets, Math.max(used + more, octets.length * 2));
        }
    }
}
