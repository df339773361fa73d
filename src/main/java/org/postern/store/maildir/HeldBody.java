package org.postern.store.maildir;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import org.postern.store.MessageBody;

/** A message in memory; closing it changes nothing. */
final class HeldBody implements MessageBody {
    private final byte[] octets;
    private final int size;

    /** @param octets not changed afterwards; those behind {@code size} do not count */
    HeldBody(byte[] octets, int size) {
        this.octets = octets;
        this.size = size;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int read(long position, ByteBuffer into) {
        if (position >= size) {
            return -1;
        }
        int count = (int) Math.min(into.remaining(), size - position);
        into.put(octets, (int) position, count);
        return count;
    }

    @Override
    public Optional<FileChannel> file() {
        return Optional.empty();
    }

    @Override
    public MessageBody retain() {
        return this;
    }

    @Override
    public void close() {
        // memory only
    }
}
