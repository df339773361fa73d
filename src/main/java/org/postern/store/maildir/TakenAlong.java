package org.postern.store.maildir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** What a mailbox's caches have of its messages, for taking along; nothing is made. Used under the mailbox's lock. */
final class TakenAlong implements AutoCloseable {
    private final FileTable table;
    private final Optional<CacheReader> summaries;
    private final CacheBlocks contents;

    private TakenAlong(FolderState state, Optional<CacheReader> summaries) {
        this.table = state.table();
        this.summaries = summaries;
        this.contents = state.caches().contents().blocks();
    }

    static TakenAlong of(FolderState state) {
        try {
            return new TakenAlong(state, state.caches().summaries().open());
        } catch (IOException e) {
            return new TakenAlong(state, Optional.empty());
        }
    }

    Draft.Kept get(long uid) {
        int slot = table.slot(uid);
        return slot < 0 ? Draft.Kept.NOTHING : new Draft.Kept(summary(slot), content(slot));
    }

    private Optional<byte[]> summary(int slot) {
        long place = table.summaries().at(slot);
        if (summaries.isEmpty() || place == 0) {
            return Optional.empty();
        }
        try {
            return summaries.get().read(table.uidAt(slot), place).map(TakenAlong::copy);
        } catch (IOException e) {
            return Optional.empty(); // it is made where it is asked for
        }
    }

    /** Read only when it is written, for many may be taken along at once. */
    private Optional<Draft.Content> content(int slot) {
        long place = table.contents().at(slot);
        long uid = table.uidAt(slot);
        return place == 0 ? Optional.empty() : Optional.of(() -> content(uid, place));
    }

    private Optional<ByteBuffer> content(long uid, long place) {
        try {
            return contents.read(uid, place);
        } catch (IOException e) {
            return Optional.empty(); // its file tells
        }
    }

    private static byte[] copy(ByteBuffer octets) {
        byte[] copy = new byte[octets.remaining()];
        octets.get(copy);
        return copy;
    }

    @Override
    public void close() {
        summaries.ifPresent(CacheReader::close);
    }
}
