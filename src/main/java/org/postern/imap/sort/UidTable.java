package org.postern.imap.sort;

import java.util.Arrays;

/**
 * Numbers of messages, by UID; twelve octets a message. In each pass UIDs are asked for and added by rising UID; what was
 * added is there after {@link #settle}.
 */
final class UidTable {
    private int[] uids = {};
    private long[] values = {};
    /** Added in this pass. */
    private int[] freshUids = {};

    private long[] freshValues = {};
    private int fresh;
    /** Where the last one asked for stands, or would stand. */
    private int at;

    int size() {
        return uids.length;
    }

    long octets() {
        return 12L * uids.length;
    }

    /** Begins a pass. */
    void begin() {
        at = 0;
    }

    /** Whether it was there when the pass began. */
    boolean has(long uid) {
        return seek((int) uid);
    }

    /** Adds one that was not there. */
    void add(long uid, long value) {
        if (fresh == freshUids.length) {
            freshUids = Arrays.copyOf(freshUids, Math.max(64, fresh * 2));
            freshValues = Arrays.copyOf(freshValues, freshUids.length);
        }
        freshUids[fresh] = (int) uid;
        freshValues[fresh++] = value;
    }

    /** Ends a pass. */
    void settle() {
        if (fresh > 0) {
            int[] allUids = new int[uids.length + fresh];
            long[] allValues = new long[allUids.length];
            int old = 0;
            int added = 0;
            for (int i = 0; i < allUids.length; i++) {
                boolean takeOld = added == fresh
                        || (old < uids.length && Integer.compareUnsigned(uids[old], freshUids[added]) < 0);
                allUids[i] = takeOld ? uids[old] : freshUids[added];
                allValues[i] = takeOld ? values[old++] : freshValues[added++];
            }
            uids = allUids;
            values = allValues;
        }
        fresh = 0;
        freshUids = new int[0];
        freshValues = new long[0];
    }

    /**
     * Settles, and tells the numbers of messages that are there.
     *
     * @param wanted UIDs, rising
     * @param count how many of them
     */
    long[] values(int[] wanted, int count) {
        settle();
        begin();
        long[] found = new long[count];
        for (int i = 0; i < count; i++) {
            if (!seek(wanted[i])) {
                throw new IllegalArgumentException("no number of UID " + Integer.toUnsignedString(wanted[i]));
            }
            found[i] = values[at];
        }
        return found;
    }

    /** Goes on to a UID; mostly it is the next. */
    private boolean seek(int uid) {
        at = is(at + 1, uid) ? at + 1 : at;
        if (is(at, uid)) {
            return true;
        }
        int high = uids.length;
        while (at < high) {
            int middle = (at + high) >>> 1;
            if (Integer.compareUnsigned(uids[middle], uid) < 0) {
                at = middle + 1;
            } else {
                high = middle;
            }
        }
        return is(at, uid);
    }

    private boolean is(int index, int uid) {
        return index < uids.length && uids[index] == uid;
    }
}
