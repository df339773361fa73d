package org.postern.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;

/** A body of given octets, of which nothing needs to be closed. */
public class OctetsBody implements MessageBody {
    private final byte[] octets;

    public OctetsBody(byte[] octets) {
        this.octets = octets;
    }

    @Override
    public long size() {
        return octets.length;
    }

    @Override
    public int read(long position, ByteBuffer into) throws IOException {
        if (position >= octets.length) {
            return -1;
        }
        int n = Math.min(into.remaining(), octets.length - (int) position);
        into.put(octets, (int) position, n);
        return n;
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
    public void close() {}
}
