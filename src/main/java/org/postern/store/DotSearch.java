package org.postern.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Finds dots behind line feeds, eight octets at a time: there are hardly any, and every octet that comes or goes is looked at. */
public final class DotSearch {
    private static final int WORD = Long.BYTES;
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHEST_BITS = 0x8080808080808080L;
    private static final long DOTS = '.' * ONES;
    private static final long FEEDS = '\n' * ONES;

    private DotSearch() {}

    /**
     * Where the next dot stands whose predecessor is a line feed; {@code to} when there is none.
     *
     * @param in little-endian
     * @param from at least 1; the place before it is looked at too
     */
    public static int next(ByteBuffer in, int from, int to) {
        assert in.order() == ByteOrder.LITTLE_ENDIAN;
        int at = from;
        for (; at <= to - WORD; at += WORD) {
            // An octet is 0 where both are as wanted; the lowest octet that is 0 is the first to borrow.
            long differing = (in.getLong(at) ^ DOTS) | (in.getLong(at - 1) ^ FEEDS);
            long zeros = (differing - ONES) & ~differing & HIGHEST_BITS;
            if (zeros != 0) {
                return at + Long.numberOfTrailingZeros(zeros) / Byte.SIZE;
            }
        }
        while (at < to && (in.get(at) != '.' || in.get(at - 1) != '\n')) {
            at++;
        }
        return at;
    }
}
