package org.postern.store.maildir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Copies what is still needed of a cache into a file that is new. Used once, under the mailbox's lock. */
final class CacheRewrite {
    private final CacheKind kind;
    private final CacheReader from;
    private final FileLayer.OutFile to;
    private final OctetBuilder out = new OctetBuilder();
    private long size;

    CacheRewrite(CacheKind kind, CacheReader from, FileLayer.OutFile to) {
        this.kind = kind;
        this.from = from;
        this.to = to;
    }

    /** Returns the places in the new file, by slot; {@link CachePlace#LOST} of what could not be read. It is not synced. */
    long[] run(ByteBuffer head, FileTable table) throws IOException {
        out.octets(head);
        long[] places = new long[table.slots()];
        for (int slot = 0; slot < places.length; slot++) {
            places[slot] = copy(table.uidAt(slot), kind.places(table).at(slot));
            if (out.size() >= CacheFile.BATCH) {
                flush();
            }
        }
        flush();
        return places;
    }

    /** Octets of the new file. */
    long size() {
        return size;
    }

    private long copy(long uid, long place) throws IOException {
        if (place == 0) {
            return 0;
        }
        Optional<ByteBuffer> kept = from.read(uid, place);
        return kept.isPresent() ? CacheRecord.write(kind, uid, kept.get(), size, out) : CachePlace.LOST;
    }

    private void flush() throws IOException {
        ByteBuffer octets = out.octets();
        size += octets.remaining();
        to.write(octets);
        out.clear();
    }
}
