package org.postern.store;

import java.time.Instant;
import java.util.Arrays;

/**
 * The rows of a mailbox at one moment, by rising UID, in columns; immutable and shared between sessions. Rows are
 * addressed by index 0 to {@link #size} - 1, which is not a sequence number: sessions number for themselves.
 */
public final class MailboxSnapshot {
    private final MailboxInfo info;
    private final long uidNext;
    private final ModSeq highestModSeq;
    private final int size;
    private final int[] uids;
    private final Flags[] flags;
    private final long[] modSeqs;
    private final long[] octets;
    private final long[] received;

    private MailboxSnapshot(Builder b, long uidNext, ModSeq highestModSeq) {
        this.info = b.info;
        this.uidNext = uidNext;
        this.highestModSeq = highestModSeq;
        this.size = b.used;
        this.uids = Arrays.copyOf(b.uids, b.used);
        this.flags = Arrays.copyOf(b.flags, b.used);
        this.modSeqs = Arrays.copyOf(b.modSeqs, b.used);
        this.octets = Arrays.copyOf(b.octets, b.used);
        this.received = Arrays.copyOf(b.received, b.used);
    }

    public MailboxInfo info() {
        return info;
    }

    /** The next UID to be given, at least: 1 to 2^32-1. */
    public long uidNext() {
        return uidNext;
    }

    public ModSeq highestModSeq() {
        return highestModSeq;
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    public long uid(int row) {
        return Integer.toUnsignedLong(uids[row]);
    }

    public Flags flags(int row) {
        return flags[row];
    }

    public long modSeq(int row) {
        return modSeqs[row];
    }

    /** RFC822.SIZE. */
    public long octets(int row) {
        return octets[row];
    }

    /** INTERNALDATE. */
    public Instant received(int row) {
        return Instant.ofEpochMilli(received[row]);
    }

    /** The row of a UID; when absent, {@code -(insertion point) - 1} as {@link Arrays#binarySearch}. */
    public int indexOf(long uid) {
        int low = 0;
        int high = size - 1;
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

    /** The UIDs of all rows. */
    public UidSet uids() {
        UidSet.Builder all = new UidSet.Builder();
        for (int i = 0; i < size; i++) {
            all.add(uid(i));
        }
        return all.build();
    }

    /** Collects rows by rising UID. */
    public static final class Builder {
        private final MailboxInfo info;
        private int used;
        private int[] uids = new int[16];
        private Flags[] flags = new Flags[16];
        private long[] modSeqs = new long[16];
        private long[] octets = new long[16];
        private long[] received = new long[16];

        public Builder(MailboxInfo info) {
            this.info = info;
        }

        /**
         * Adds a row.
         *
         * @throws IllegalArgumentException when UIDs do not rise
         */
        public Builder row(long uid, Flags rowFlags, long modSeq, long size, Instant internalDate) {
            if (used > 0 && Integer.toUnsignedLong(uids[used - 1]) >= uid) {
                throw new IllegalArgumentException("UIDs must rise: " + uid);
            }
            if (used == uids.length) {
                grow();
            }
            uids[used] = (int) uid;
            flags[used] = rowFlags;
            modSeqs[used] = modSeq;
            octets[used] = size;
            received[used++] = internalDate.toEpochMilli();
            return this;
        }

        public MailboxSnapshot build(long uidNext, ModSeq highestModSeq) {
            return new MailboxSnapshot(this, uidNext, highestModSeq);
        }

        private void grow() {
            int n = used * 2;
            uids = Arrays.copyOf(uids, n);
            flags = Arrays.copyOf(flags, n);
            modSeqs = Arrays.copyOf(modSeqs, n);
            octets = Arrays.copyOf(octets, n);
            received = Arrays.copyOf(received, n);
        }
    }
}
