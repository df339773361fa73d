package org.postern.store.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.postern.store.MessageBody;

/** An open message; readable while it has an owner. {@code open} counts bodies with one, over the whole store. */
final class MemoryBody implements MessageBody {
    private final Octets octets;
    private final AtomicInteger open;
    private final AtomicInteger owners = new AtomicInteger(1);

    MemoryBody(Octets octets, AtomicInteger open) {
        this.octets = octets;
        this.open = open;
        open.incrementAndGet();
    }

    @Override
    public long size() {
        return octets.size();
    }

    @Override
    public int read(long position, ByteBuffer into) throws IOException {
        if (owners.get() <= 0) {
            throw new ClosedChannelException();
        }
        return octets.read(position, into);
    }

    @Override
    public Optional<FileChannel> file() {
        return Optional.empty();
    }

    @Override
    public Optional<ByteBuffer> octets() {
        return owners.get() > 0 ? octets.inOnePiece() : Optional.empty();
    }

    @Override
    public MessageBody retain() {
        if (owners.getAndUpdate(n -> n > 0 ? n + 1 : n) <= 0) {
            throw new IllegalStateException("body is closed");
        }
        return this;
    }

    @Override
    public void close() {
        int before = owners.getAndUpdate(n -> Math.max(0, n - 1));
        if (before == 1) {
            open.decrementAndGet();
        }
    }
}
