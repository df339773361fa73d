package org.postern.store;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/**
 * A run of up to {@value #ROWS} rows in columns. Snapshots share chunks: one is written only by the builder that made it,
 * and by nobody after {@link #seal}.
 */
final class RowChunk {
    static final int ROWS = 512;

    private int used;
    /** Whether some columns belong to another chunk too. */
    private boolean shared;

    private int[] uids;
    private Flags[] flags;
    private long[] modSeqs;
    private long[] octets;
    private long[] received;
    private int unseen;
    private int deleted;
    private long octetSum;
    private Set<String> keywords = Set.of();
    private long highestModSeq;

    RowChunk(int capacity) {
        uids = new int[capacity];
        flags = new Flags[capacity];
        modSeqs = new long[capacity];
        octets = new long[capacity];
        received = new long[capacity];
    }

    /** A chunk of the same rows for one builder to write to; columns that never change stay shared until it grows. */
    RowChunk copy() {
        RowChunk copy = new RowChunk(0);
        copy.used = used;
        copy.shared = true;
        copy.uids = uids;
        copy.octets = octets;
        copy.received = received;
        copy.flags = flags.clone();
        copy.modSeqs = modSeqs.clone();
        return copy;
    }

    RowChunk without(UidSet gone) {
        RowChunk kept = new RowChunk(used);
        for (int i = 0; i < used; i++) {
            if (!gone.contains(uid(i))) {
                kept.addFrom(this, i);
            }
        }
        return kept;
    }

    void addFrom(RowChunk other, int i) {
        add(other.uid(i), other.flags[i], other.modSeqs[i], other.octets[i], other.received[i]);
    }

    void add(long uid, Flags rowFlags, long modSeq, long size, long internalDate) {
        if (shared || used == uids.length) {
            grow(Math.min(ROWS, Math.max(16, used + used / 2)));
        }
        uids[used] = (int) uid;
        flags[used] = rowFlags;
        modSeqs[used] = modSeq;
        octets[used] = size;
        received[used++] = internalDate;
    }

    void change(int row, Flags rowFlags, long modSeq) {
        flags[row] = rowFlags;
        modSeqs[row] = modSeq;
    }

    private void grow(int capacity) {
        uids = Arrays.copyOf(uids, capacity);
        flags = Arrays.copyOf(flags, capacity);
        modSeqs = Arrays.copyOf(modSeqs, capacity);
        octets = Arrays.copyOf(octets, capacity);
        received = Arrays.copyOf(received, capacity);
        shared = false;
    }

    /** Counts what the counters tell; the last write. */
    void seal() {
        unseen = 0;
        deleted = 0;
        octetSum = 0;
        highestModSeq = 0;
        Set<String> all = Set.of();
        for (int i = 0; i < used; i++) {
            unseen += flags[i].has(SystemFlag.SEEN) ? 0 : 1;
            deleted += flags[i].has(SystemFlag.DELETED) ? 1 : 0;
            octetSum += octets[i];
            highestModSeq = Math.max(highestModSeq, modSeqs[i]);
            if (!all.containsAll(flags[i].keywords())) {
                all = new TreeSet<>(all);
                all.addAll(flags[i].keywords());
            }
        }
        keywords = Set.copyOf(all);
    }

    int size() {
        return used;
    }

    long uid(int i) {
        return Integer.toUnsignedLong(uids[i]);
    }

    long lastUid() {
        return uid(used - 1);
    }

    Flags flags(int i) {
        return flags[i];
    }

    long modSeq(int i) {
        return modSeqs[i];
    }

    long octets(int i) {
        return octets[i];
    }

    long received(int i) {
        return received[i];
    }

    int unseen() {
        return unseen;
    }

    int deleted() {
        return deleted;
    }

    long octetSum() {
        return octetSum;
    }

    /** Those that some row has. */
    Set<String> keywords() {
        return keywords;
    }

    long highestModSeq() {
        return highestModSeq;
    }

    /** As {@link Arrays#binarySearch}. */
    int indexOf(long uid) {
        if (used == 0 || uid < uid(0)) {
            return -1;
        }
        // UIDs rise, so each row is at most as far from the first as its UID: and just there where none is missing.
        int low = 0;
        int high = (int) Math.min(used - 1, uid - uid(0));
        if (uid(high) == uid) {
            return high;
        }
        while (low <= high) {
            int mid = (low + high) >>> 1;
            long at = uid(mid);
            if (at == uid) {
                return mid;
            }
            if (at < uid) {
                low = mid + 1;
            } else {
                high = mid - 1;
            }
        }
        return -low - 1;
    }
}
