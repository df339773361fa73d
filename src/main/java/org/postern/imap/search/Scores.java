package org.postern.imap.search;

import java.util.Arrays;

/** How relevant the messages found are, 1 to 100 (RFC 6203 4). Five octets a message; filled by rising UID. */
public final class Scores {
    private int[] uids = new int[64];
    private byte[] values = new byte[64];
    private int count;

    void add(long uid, int score) {
        if (count == uids.length) {
            uids = Arrays.copyOf(uids, count * 2);
            values = Arrays.copyOf(values, count * 2);
        }
        uids[count] = (int) uid;
        values[count++] = (byte) score;
    }

    /** 100 where nothing was looked for loosely. */
    public int of(long uid) {
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int mid = (low + high) >>> 1;
            int order = Integer.compareUnsigned(uids[mid], (int) uid);
            if (order == 0) {
                return values[mid];
            }
            if (order < 0) {
                low = mid + 1;
            } else {
                high = mid - 1;
            }
        }
        return 100;
    }
}
