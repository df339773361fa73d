package org.postern.store.memory;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The octets of one message, in chunks of {@value #CHUNK} of which the last may be shorter; immutable, shared by copies. */
final class Octets {
    static final int CHUNK = 64 * 1024;

    private static final AtomicLong MADE = new AtomicLong();

    private final List<byte[]> chunks;
    private final long size;
    /** No other has it. */
    private final long id = MADE.incrementAndGet();

    private Octets(List<byte[]> chunks, long size) {
        this.chunks = List.copyOf(chunks);
        this.size = size;
    }

    /** Takes {@code full} chunks over and copies what is used of the last. */
    static Octets of(List<byte[]> full, byte[] last, int used) {
        List<byte[]> all = new java.util.ArrayList<>(full);
        if (used > 0) {
            all.add(Arrays.copyOf(last, used));
        }
        return new Octets(all, (long) full.size() * CHUNK + used);
    }

    long size() {
        return size;
    }

    long id() {
        return id;
    }

    /** A read-only view of all of it, when it is not longer than a chunk. */
    Optional<ByteBuffer> inOnePiece() {
        return chunks.size() == 1 ? Optional.of(ByteBuffer.wrap(chunks.get(0)).asReadOnlyBuffer()) : Optional.empty();
    }

    /** Fills {@code into} from {@code position} on; returns octets copied, or -1 at the end. */
    int read(long position, ByteBuffer into) {
        if (position >= size) {
            return -1;
        }
        long at = position;
        int before = into.remaining();
        while (at < size && into.hasRemaining()) {
            byte[] chunk = chunks.get((int) (at / CHUNK));
            int from = (int) (at % CHUNK);
            int n = Math.min(into.remaining(), chunk.length - from);
            into.put(chunk, from, n);
            at += n;
        }
        return before - into.remaining();
    }
}
