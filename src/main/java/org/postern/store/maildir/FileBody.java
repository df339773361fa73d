package org.postern.store.maildir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.postern.store.MessageBody;

/** A message that lies on the disk exactly as it is sent. */
final class FileBody implements MessageBody {
    private final FileChannel channel;
    private final long size;
    private final AtomicInteger owners = new AtomicInteger(1);

    FileBody(FileChannel channel, long size) {
        this.channel = channel;
        this.size = size;
    }

    static FileBody open(FileLayer files, Path path) throws IOException {
        FileChannel channel = files.openToRead(path);
        return new FileBody(channel, channel.size());
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int read(long position, ByteBuffer into) throws IOException {
        return position >= size ? -1 : channel.read(into, position);
    }

    @Override
    public Optional<FileChannel> file() {
        return Optional.of(channel);
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
        if (owners.decrementAndGet() == 0) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
