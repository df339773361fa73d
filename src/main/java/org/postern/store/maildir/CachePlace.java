package org.postern.store.maildir;

/** Where the record of a message stands in a {@link CacheFile}, as one number: its offset and its length. 0: it has none. */
final class CachePlace {
    private static final int LENGTH_BITS = 17;
    /** A place where nothing ever stands: of what was kept, and is to be kept again when it is read. */
    static final long LOST = 1L << LENGTH_BITS;

    private static final int LONGEST = (1 << LENGTH_BITS) - 1;

    private CachePlace() {}

    /** @param length octets with the frame, 1 to 131071 */
    static long of(long offset, int length) {
        return offset << LENGTH_BITS | length;
    }

    static long offset(long place) {
        return place >>> LENGTH_BITS;
    }

    static int length(long place) {
        return (int) (place & LONGEST);
    }
}
