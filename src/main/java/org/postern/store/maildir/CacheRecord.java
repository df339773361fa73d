package org.postern.store.maildir;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/** A record of a {@link CacheFile}: length and CRC32C of what follows, kind, UID, and what is kept. */
final class CacheRecord {
    /** Octets before the kind. */
    private static final int FRAME = 8;

    /** A frame, a kind and the shortest UID. */
    static final int SHORTEST = FRAME + 2;

    private CacheRecord() {}

    /**
     * Adds a record to what is written at {@code from} of a file; returns its place.
     *
     * @param kept at most {@link org.postern.store.Summaries#LONGEST} octets
     */
    static long write(CacheKind kind, long uid, ByteBuffer kept, long from, OctetBuilder out) {
        int at = out.size();
        out.begin(kind.record()).number(uid).octets(kept).end();
        return CachePlace.of(from + at, out.size() - at);
    }

    /** What a message's record in {@code octets} keeps, a view; empty when something else stands there. */
    static Optional<ByteBuffer> kept(CacheKind kind, long uid, ByteBuffer octets, int at, int length) {
        boolean framed = length >= SHORTEST
                && length <= octets.limit() - at
                && octets.getInt(at) == length - FRAME
                && octets.get(at + FRAME) == kind.record()
                && octets.getInt(at + 4) == crc(octets, at + FRAME, length - FRAME);
        if (!framed) {
            return Optional.empty();
        }
        ByteBuffer content = octets.slice(at + FRAME + 1, length - FRAME - 1);
        try {
            return EditCodec.number(content) == uid ? Optional.of(content.slice()) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static int crc(ByteBuffer octets, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(octets.array(), octets.arrayOffset() + from, length);
        return (int) crc.getValue();
    }
}
