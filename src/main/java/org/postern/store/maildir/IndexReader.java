package org.postern.store.maildir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Takes an index file apart into records, until its end or the first that is not whole. */
final class IndexReader {
    /** Longest record; we split long before. */
    private static final int MAX_RECORD = 1 << 24;
    /** Octets read at a time. */
    private static final int AHEAD = 1 << 18;

    private final FileChannel file;
    private ByteBuffer buffer;
    private long position;

    IndexReader(FileChannel file) throws IOException {
        this.file = file;
        this.buffer = ByteBuffer.allocate((int) Math.min(AHEAD, file.size())).limit(0);
    }

    /** Where the records read so far end. */
    long position() {
        return position;
    }

    /** Content of the next record, its kind first; null at the end of what is whole. */
    @Nullable
    ByteBuffer next() throws IOException {
        if (!fill(8)) {
            return null;
        }
        int length = buffer.getInt(buffer.position());
        int crc = buffer.getInt(buffer.position() + 4);
        if (length < 1 || length > MAX_RECORD || !fill(8 + length)) {
            return null;
        }
        CRC32C actual = new CRC32C();
        actual.update(buffer.array(), buffer.position() + 8, length);
        if ((int) actual.getValue() != crc) {
            return null;
        }
        ByteBuffer record = ByteBuffer.wrap(buffer.array(), buffer.position() + 8, length);
        buffer.position(buffer.position() + 8 + length);
        position += 8 + length;
        return record;
    }

    private boolean fill(int wanted) throws IOException {
        if (buffer.remaining() >= wanted) {
            return true;
        }
        if (wanted > buffer.capacity()) {
            buffer = ByteBuffer.allocate(wanted).put(buffer);
        } else {
            buffer.compact();
        }
        while (buffer.position() < wanted && file.read(buffer) > 0) {}
        buffer.flip();
        return buffer.remaining() >= wanted;
    }
}
