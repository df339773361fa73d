package org.postern.store.maildir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads records of one {@link CacheFile} in any order and from any thread, by blocks that the store keeps. It has no file
 * open. Of each generation of a file there is another, so blocks of one are never taken for those of the next.
 */
final class CacheBlocks implements BlockCache.Source {
    private static final byte[] NOTHING = new byte[0];

    private final CacheKind kind;
    private final Surroundings env;
    private final Path path;
    private final ByteBuffer head;

    /** @param head what the file must begin with: it may have another mailbox's place by now */
    CacheBlocks(CacheKind kind, Surroundings env, Path path, ByteBuffer head) {
        this.kind = kind;
        this.env = env;
        this.path = path;
        this.head = head;
    }

    /** What is kept of a message, for as long as anybody likes; empty when something else stands at its place. */
    Optional<ByteBuffer> read(long uid, long place) throws IOException {
        long offset = CachePlace.offset(place);
        int length = CachePlace.length(place);
        int size = env.blocks().blockSize();
        long number = offset / size;
        int at = (int) (offset % size);
        if (at + length <= size) {
            byte[] block = env.blocks().block(this, number, at + length);
            return CacheRecord.kept(kind, uid, ByteBuffer.wrap(block), at, length);
        }
        return CacheRecord.kept(kind, uid, joined(number, at, length), 0, length);
    }

    /** A record that begins in one block and ends in another. */
    private ByteBuffer joined(long number, int at, int length) throws IOException {
        int size = env.blocks().blockSize();
        ByteBuffer joined = ByteBuffer.allocate(length);
        int from = at;
        for (long n = number; joined.hasRemaining(); n++) {
            int wanted = Math.min(joined.remaining(), size - from);
            byte[] block = env.blocks().block(this, n, from + wanted);
            if (block.length < from + wanted) {
                break;
            }
            joined.put(block, from, wanted);
            from = 0;
        }
        return joined.flip();
    }

    @Override
    public byte[] read(long position, int length, byte[] before) throws IOException {
        try (FileChannel file = env.files().openToRead(path)) {
            if (!beginsWithHead(file)) {
                return NOTHING;
            }
            int there = (int) Math.max(before.length, Math.min(length, file.size() - position));
            ByteBuffer block = ByteBuffer.wrap(Arrays.copyOf(before, there)).position(before.length);
            fill(file, position, block);
            return block.hasRemaining() ? Arrays.copyOf(block.array(), block.position()) : block.array();
        } catch (FileSystemException e) {
            return NOTHING; // gone, or a directory, a FIFO: not ours
        }
    }

    private boolean beginsWithHead(FileChannel file) throws IOException {
        ByteBuffer begin = ByteBuffer.allocate(head.remaining());
        fill(file, 0, begin);
        return begin.flip().equals(head);
    }

    /** @param position of the buffer's first octet, whatever is in it already */
    private static void fill(FileChannel file, long position, ByteBuffer into) throws IOException {
        while (into.hasRemaining() && file.read(into, position + into.position()) > 0) {}
    }
}
