package org.postern.store.maildir;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of files that were read last, of a whole store, in bounded memory, so that who reads keeps neither file nor
 * buffer. Thread-safe; files are read without its lock.
 *
 * <p>Invariants: a block is never changed, so it may be used for as long as anybody likes; blocks are found by the object
 * they were asked of, so what is read of another file, or of the same name later, is never taken for it.
 */
final class BlockCache {
    /** What an entry takes beside its octets, about. */
    private static final int OVERHEAD = 128;

    private final int blockSize;
    private final long most;
    private final Map<Key, byte[]> blocks = new LinkedHashMap<>(64, 0.75f, true);
    private long octets;

    /** Equal when it is the same object and the same block of it. */
    private record Key(Source source, long number) {}

    /** A file that grows at its end only. Equal to nothing but itself. */
    interface Source {
        /**
         * A block, shorter where the file ends.
         *
         * @param before what was read of it when the file was shorter
         */
        byte[] read(long position, int length, byte[] before) throws IOException;
    }

    /**
     * @param blockSize octets of a block, at least 1
     * @param most octets of all blocks together
     */
    BlockCache(int blockSize, long most) {
        this.blockSize = blockSize;
        this.most = most;
    }

    int blockSize() {
        return blockSize;
    }

    /** A block with the first {@code needed} octets it has, or fewer where the file ends. */
    byte[] block(Source source, long number, int needed) throws IOException {
        Key key = new Key(source, number);
        byte[] before = get(key);
        if (before != null && before.length >= needed) {
            return before;
        }
        byte[] block = source.read(number * blockSize, blockSize, before == null ? new byte[0] : before);
        put(key, block);
        return block;
    }

    private synchronized byte @Nullable [] get(Key key) {
        return blocks.get(key);
    }

    private synchronized void put(Key key, byte[] block) {
        byte[] before = blocks.put(key, block);
        octets += block.length + OVERHEAD - (before == null ? 0 : before.length + OVERHEAD);
        Iterator<byte[]> eldest = blocks.values().iterator();
        while (octets > most && eldest.hasNext()) {
            octets -= eldest.next().length + OVERHEAD;
            eldest.remove();
        }
    }

    /** Octets of memory in use, about. */
    synchronized long octets() {
        return octets;
    }
}
