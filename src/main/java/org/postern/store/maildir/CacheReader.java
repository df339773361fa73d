package org.postern.store.maildir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads records of a {@link CacheFile}, ahead of what is asked for: neighbours are mostly wanted next. One thread at a time. */
final class CacheReader implements AutoCloseable {
    private static final int AHEAD = 1 << 16;

    private final CacheKind kind;
    private final FileChannel file;
    private ByteBuffer buffer;
    /** Where in the file the buffer begins. */
    private long start;

    private CacheReader(CacheKind kind, FileChannel file, ByteBuffer head) {
        this.kind = kind;
        this.file = file;
        this.buffer = ByteBuffer.allocate(head.remaining()).limit(0);
    }

    /**
     * Opens a file that begins with this head; empty when there is none such.
     *
     * @throws IOException also when a file is there and cannot be opened now: it may be sound
     */
    static Optional<CacheReader> open(CacheKind kind, FileLayer files, Path path, ByteBuffer head) throws IOException {
        CacheReader reader;
        try {
            reader = new CacheReader(kind, files.openToRead(path), head);
        } catch (FileSystemException e) {
            if (files.stat(path).filter(FileLayer.Stat::isFile).isPresent()) {
                throw e;
            }
            return Optional.empty(); // nothing, or a directory, a link, a FIFO: not ours
        }
        try {
            int length = head.remaining();
            if (reader.has(0, length) && reader.buffer.slice(0, length).equals(head)) {
                return Optional.of(reader);
            }
            reader.close();
            return Optional.empty();
        } catch (IOException e) {
            reader.close();
            throw e;
        }
    }

    long size() throws IOException {
        return file.size();
    }

    /** What is kept of a message at a place, until the next call; empty when something else stands there. */
    Optional<ByteBuffer> read(long uid, long place) throws IOException {
        long offset = CachePlace.offset(place);
        int length = CachePlace.length(place);
        if (length < CacheRecord.SHORTEST || !has(offset, length)) {
            return Optional.empty();
        }
        return CacheRecord.kept(kind, uid, buffer, (int) (offset - start), length);
    }

    private boolean has(long offset, int length) throws IOException {
        if (offset >= start && offset + length <= start + buffer.limit()) {
            return true;
        }
        if (buffer.capacity() < Math.max(length, AHEAD) && offset > 0) {
            buffer = ByteBuffer.allocate(Math.max(length, AHEAD)); // the head alone was asked for before
        }
        buffer.clear();
        start = offset;
        while (buffer.hasRemaining() && file.read(buffer, start + buffer.position()) > 0) {}
        buffer.flip();
        return length <= buffer.limit();
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // of a file only read: cannot be
        }
    }
}
