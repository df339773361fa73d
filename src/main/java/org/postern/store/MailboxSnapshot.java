package org.postern.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rows of a mailbox at one moment, by rising UID, in columns; immutable and shared between sessions. Rows are
 * addressed by index 0 to {@link #size} - 1, which is not a sequence number: sessions number for themselves.
 *
 * <p>Columns are kept in chunks that successive snapshots share: {@link #edit} costs what it changes, not the mailbox.
 */
public final class MailboxSnapshot {
    private final MailboxInfo info;
    private final long uidNext;
    private final ModSeq highestModSeq;
    private final RowChunk[] chunks;
    /** First row of each chunk, then the number of rows. */
    private final int[] starts;

    private MailboxSnapshot(MailboxInfo info, List<RowChunk> chunks, long uidNext, ModSeq highestModSeq) {
        this.info = info;
        this.uidNext = uidNext;
        this.highestModSeq = highestModSeq;
        this.chunks = chunks.toArray(RowChunk[]::new);
        this.starts = new int[this.chunks.length + 1];
        for (int i = 0; i < this.chunks.length; i++) {
            starts[i + 1] = starts[i] + this.chunks[i].size();
        }
    }

    /** The same messages in a mailbox that is called otherwise; cheap. */
    public MailboxSnapshot as(MailboxInfo other) {
        return new MailboxSnapshot(other, List.of(chunks), uidNext, highestModSeq);
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
        return starts[chunks.length];
    }

    public boolean isEmpty() {
        return chunks.length == 0;
    }

    public long uid(int row) {
        int c = chunkOf(row);
        return chunks[c].uid(row - starts[c]);
    }

    public Flags flags(int row) {
        int c = chunkOf(row);
        return chunks[c].flags(row - starts[c]);
    }

    public long modSeq(int row) {
        int c = chunkOf(row);
        return chunks[c].modSeq(row - starts[c]);
    }

    /** RFC822.SIZE. */
    public long octets(int row) {
        int c = chunkOf(row);
        return chunks[c].octets(row - starts[c]);
    }

    /** INTERNALDATE. */
    public Instant received(int row) {
        int c = chunkOf(row);
        return Instant.ofEpochMilli(chunks[c].received(row - starts[c]));
    }

    /** The row of a UID; when absent, {@code -(insertion point) - 1} as {@link Arrays#binarySearch}. */
    public int indexOf(long uid) {
        int c = chunkNotBelow(uid);
        if (c == chunks.length) {
            return -size() - 1;
        }
        int at = chunks[c].indexOf(uid);
        return at >= 0 ? starts[c] + at : at - starts[c];
    }

    /** The UIDs of all rows. */
    public UidSet uids() {
        return uidsFrom(1);
    }

    /** The UIDs of all rows at or above one; costs as many as there are. */
    public UidSet uidsFrom(long first) {
        UidSet.Builder all = new UidSet.Builder();
        for (int c = chunkNotBelow(first); c < chunks.length; c++) {
            for (int i = 0; i < chunks[c].size(); i++) {
                if (chunks[c].uid(i) >= first) {
                    all.add(chunks[c].uid(i));
                }
            }
        }
        return all.build();
    }

    /** The UIDs of all rows whose mod-sequence is greater; looks only at chunks that have some. */
    public UidSet changedAfter(ModSeq since) {
        UidSet.Builder changed = new UidSet.Builder();
        for (RowChunk chunk : chunks) {
            for (int i = 0; chunk.highestModSeq() > since.value() && i < chunk.size(); i++) {
                if (chunk.modSeq(i) > since.value()) {
                    changed.add(chunk.uid(i));
                }
            }
        }
        return changed.build();
    }

    /**
     * How many rows from {@code row} on are the very same as those of another snapshot from {@code otherRow} on, as far
     * as that shows without looking at them; 0 when it does not.
     */
    public int sharedRows(int row, MailboxSnapshot other, int otherRow) {
        if (row >= size() || otherRow >= other.size()) {
            return 0;
        }
        int mine = chunkOf(row);
        int theirs = other.chunkOf(otherRow);
        boolean same = chunks[mine] == other.chunks[theirs] && row - starts[mine] == otherRow - other.starts[theirs];
        return same ? starts[mine + 1] - row : 0;
    }

    /** Keywords that some message has, without looking at rows. */
    public Set<String> keywords() {
        Set<String> all = new TreeSet<>();
        for (RowChunk chunk : chunks) {
            all.addAll(chunk.keywords());
        }
        return all;
    }

    /** The first row without {@code \Seen}, or the number of rows; looks only at chunks that have one. */
    public int firstUnseen() {
        for (int c = 0; c < chunks.length; c++) {
            for (int i = 0; chunks[c].unseen() > 0 && i < chunks[c].size(); i++) {
                if (!chunks[c].flags(i).has(SystemFlag.SEEN)) {
                    return starts[c] + i;
                }
            }
        }
        return size();
    }

    /** Messages without {@code \Seen}, counted without looking at rows. */
    public long unseen() {
        long n = 0;
        for (RowChunk chunk : chunks) {
            n += chunk.unseen();
        }
        return n;
    }

    /** The UIDs of all rows with {@code \Deleted}; looks only at chunks that have some. */
    public UidSet deletedUids() {
        UidSet.Builder all = new UidSet.Builder();
        for (RowChunk chunk : chunks) {
            for (int i = 0; chunk.deleted() > 0 && i < chunk.size(); i++) {
                if (chunk.flags(i).has(SystemFlag.DELETED)) {
                    all.add(chunk.uid(i));
                }
            }
        }
        return all.build();
    }

    /** Messages with {@code \Deleted}, counted without looking at rows. */
    public long deleted() {
        long n = 0;
        for (RowChunk chunk : chunks) {
            n += chunk.deleted();
        }
        return n;
    }

    /** Sum of RFC822.SIZE, octets, without looking at rows. */
    public long totalOctets() {
        long n = 0;
        for (RowChunk chunk : chunks) {
            n += chunk.octetSum();
        }
        return n;
    }

    /** A builder that begins with these rows. */
    public Builder edit() {
        return new Builder(info, Arrays.asList(chunks));
    }

    private int chunkOf(int row) {
        int guess = row / RowChunk.ROWS; // no chunk is larger, so the row is there or further right
        if (row < starts[guess + 1]) {
            return guess;
        }
        int at = Arrays.binarySearch(starts, guess + 1, starts.length, row);
        return at >= 0 ? at : -at - 2;
    }

    /** The first chunk whose last UID is at or above {@code uid}, or how many there are. Asked for every row of a listing. */
    private int chunkNotBelow(long uid) {
        int low = 0;
        int high = chunks.length;
        while (low < high) {
            int mid = (low + high) >>> 1;
            if (chunks[mid].lastUid() < uid) {
                low = mid + 1;
            } else {
                high = mid;
            }
        }
        return low;
    }

    /** As {@link #chunkNotBelow(long)}, while a snapshot is built. */
    private static int chunkNotBelow(List<RowChunk> chunks, long uid) {
        int low = 0;
        int high = chunks.size();
        while (low < high) {
            int mid = (low + high) >>> 1;
            if (chunks.get(mid).lastUid() < uid) {
                low = mid + 1;
            } else {
                high = mid;
            }
        }
        return low;
    }

    /** Adds rows by rising UID, and changes or removes rows; copies only the chunks it touches. Not thread-safe. */
    public static final class Builder {
        private final MailboxInfo info;
        private final List<RowChunk> chunks;
        /** Chunks no snapshot has yet. */
        private final BitSet own = new BitSet();

        public Builder(MailboxInfo info) {
            this(info, List.of());
        }

        private Builder(MailboxInfo info, List<RowChunk> chunks) {
            this.info = info;
            this.chunks = new ArrayList<>(chunks);
        }

        /**
         * Adds a row.
         *
         * @throws IllegalArgumentException when UIDs do not rise
         */
        public Builder row(long uid, Flags rowFlags, long modSeq, long size, Instant internalDate) {
            int last = chunks.size() - 1;
            if (last >= 0 && chunks.get(last).lastUid() >= uid) {
                throw new IllegalArgumentException("UIDs must rise: " + uid);
            }
            if (last < 0 || chunks.get(last).size() == RowChunk.ROWS) {
                put(++last, new RowChunk(16));
            } else if (!own.get(last)) {
                put(last, chunks.get(last).copy());
            }
            chunks.get(last).add(uid, rowFlags, modSeq, size, internalDate.toEpochMilli());
            return this;
        }

        /** Gives a row other flags; nothing happens when there is no such row. */
        public Builder change(long uid, Flags rowFlags, long modSeq) {
            int c = chunkNotBelow(chunks, uid);
            int at = c == chunks.size() ? -1 : chunks.get(c).indexOf(uid);
            if (at >= 0) {
                if (!own.get(c)) {
                    put(c, chunks.get(c).copy());
                }
                chunks.get(c).change(at, rowFlags, modSeq);
            }
            return this;
        }

        /** Takes rows out, as far as they are there. */
        public Builder remove(UidSet uids) {
            if (uids.isEmpty()) {
                return this;
            }
            List<RowChunk> before = List.copyOf(chunks);
            BitSet wereOwn = (BitSet) own.clone();
            chunks.clear();
            own.clear();
            for (int c = 0; c < before.size(); c++) {
                RowChunk chunk = before.get(c);
                boolean apart = uids.max() < chunk.uid(0) || uids.min() > chunk.lastUid();
                keep(apart ? chunk : chunk.without(uids), !apart || wereOwn.get(c));
            }
            return this;
        }

        private void keep(RowChunk chunk, boolean isOwn) {
            int last = chunks.size() - 1;
            if (last >= 0 && isOwn && own.get(last) && chunks.get(last).size() + chunk.size() <= RowChunk.ROWS / 2) {
                for (int i = 0; i < chunk.size(); i++) {
                    chunks.get(last).addFrom(chunk, i);
                }
            } else if (chunk.size() > 0) {
                chunks.add(chunk);
                own.set(last + 1, isOwn);
            }
        }

        private void put(int at, RowChunk chunk) {
            if (at == chunks.size()) {
                chunks.add(chunk);
            } else {
                chunks.set(at, chunk);
            }
            own.set(at);
        }

        /** The builder is used up by this. */
        public MailboxSnapshot build(long uidNext, ModSeq highestModSeq) {
            own.stream().forEach(c -> chunks.get(c).seal());
            own.clear();
            return new MailboxSnapshot(info, chunks, uidNext, highestModSeq);
        }
    }
}
