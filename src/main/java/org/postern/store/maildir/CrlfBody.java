package org.postern.store.maildir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.postern.store.MessageBody;

/**
 * A message from elsewhere that lies with bare LF, read as if each were CRLF. What has been passed once is remembered
 * every {@value #STRIDE} octets of the file, so reading onward or backward never begins at the start again.
 */
final class CrlfBody implements MessageBody {
    private static final int STRIDE = 1 << 15;

    private final FileBody raw;
    private final long size;
    /** Position as sent to position in the file; no place lies between a CR we add and its LF. */
    private final TreeMap<Long, Long> places = new TreeMap<>(Map.of(0L, 0L));

    CrlfBody(FileBody raw, long size) {
        this.raw = raw;
        this.size = size;
    }

    /** Octets of the file as sent: one more for each LF without a CR before it. */
    static long measure(FileChannel file) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        byte before = 0;
        long added = 0;
        long at = 0;
        while (file.read(buffer.clear(), at) > 0) {
            at += buffer.flip().limit();
            while (buffer.hasRemaining()) {
                byte b = buffer.get();
                added += b == '\n' && before != '\r' ? 1 : 0;
                before = b;
            }
        }
        return at + added;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public synchronized int read(long position, ByteBuffer into) throws IOException {
        if (position >= size || !into.hasRemaining()) {
            return position >= size ? -1 : 0;
        }
        Map.Entry<Long, Long> start = places.floorEntry(position);
        long sent = start.getKey();
        long at = start.getValue();
        byte before = before(at);
        int given = 0;
        ByteBuffer buffer = ByteBuffer.allocate(STRIDE);
        while (into.hasRemaining() && raw.read(at, buffer.clear()) > 0) {
            buffer.flip();
            at += buffer.limit();
            while (buffer.hasRemaining()) {
                byte b = buffer.get();
                if (b == '\n' && before != '\r') {
                    given += give((byte) '\r', sent++, position, into);
                }
                given += give(b, sent++, position, into);
                before = b;
            }
            places.put(sent, at);
        }
        return given == 0 ? -1 : given;
    }

    private byte before(long at) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        return at > 0 && raw.read(at - 1, one) == 1 ? one.get(0) : 0;
    }

    private static int give(byte b, long sent, long position, ByteBuffer into) {
        if (sent < position || !into.hasRemaining()) {
            return 0;
        }
        into.put(b);
        return 1;
    }

    @Override
    public Optional<FileChannel> file() {
        return Optional.empty();
    }

    @Override
    public MessageBody retain() {
        raw.retain();
        return this;
    }

    @Override
    public void close() {
        raw.close();
    }
}
