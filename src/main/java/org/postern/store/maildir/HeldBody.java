package org.postern.store.maildir;

import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.postern.store.MessageBody;

/** A message in memory. */
final class HeldBody implements MessageBody {
    /** All of it, from 0 to the limit; its own position is never moved. */
    private final ByteBuffer octets;

    private final AtomicInteger owners = new AtomicInteger(1);

    /** @param octets what remains in it, not changed afterwards */
    HeldBody(ByteBuffer octets) {
        this.octets = octets.slice();
    }

    @Override
    public long size() {
        return octets.limit();
    }

    @Override
    public int read(long position, ByteBuffer into) throws ClosedChannelException {
        if (owners.get() <= 0) {
            throw new ClosedChannelException();
        }
        int size = octets.limit();
        if (position >= size) {
            return -1;
        }
        int count = (int) Math.min(into.remaining(), size - position);
        into.put(into.position(), octets, (int) position, count).position(into.position() + count);
        return count;
    }

    @Override
    public Optional<FileChannel> file() {
        return Optional.empty();
    }

    @Override
    public Optional<ByteBuffer> octets() {
        return owners.get() > 0 ? Optional.of(octets.asReadOnlyBuffer()) : Optional.empty();
    }

    @Override
    public MessageBody retain() {
        if (owners.getAndIncrement() <= 0) {
            throw new IllegalStateException("body is closed");
        }
        return this;
    }

    @Override
    public void close() {
        owners.decrementAndGet();
    }
}
