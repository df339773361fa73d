package org.postern.store.maildir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The summaries that a mailbox's cache has, for taking along; none is made. Used under the mailbox's lock. */
final class KeptSummaries implements AutoCloseable {
    private final FileTable table;
    private final Optional<CacheReader> reader;

    private KeptSummaries(FileTable table, Optional<CacheReader> reader) {
        this.table = table;
        this.reader = reader;
    }

    static KeptSummaries of(FolderState state) {
        try {
            return new KeptSummaries(state.table(), state.cache().open());
        } catch (IOException e) {
            return new KeptSummaries(state.table(), Optional.empty());
        }
    }

    Optional<byte[]> get(long uid) {
        int slot = table.slot(uid);
        if (reader.isEmpty() || slot < 0 || table.placeAt(slot) == 0) {
            return Optional.empty();
        }
        try {
            return reader.get().read(uid, table.placeAt(slot)).map(KeptSummaries::copy);
        } catch (IOException e) {
            return Optional.empty(); // it is made where it is asked for
        }
    }

    private static byte[] copy(ByteBuffer octets) {
        byte[] copy = new byte[octets.remaining()];
        octets.get(copy);
        return copy;
    }

    @Override
    public void close() {
        reader.ifPresent(CacheReader::close);
    }
}
