package org.postern.imap.fetch;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.postern.wire.BodyOctets;
import org.postern.wire.FileLease;

/** Octets collected in memory, to be sent like a body. */
final class OctetArray implements BodyOctets {
    private byte[] octets = new byte[512];
    private int size;

    void add(ByteBuffer more) {
        if (octets.length - size < more.remaining()) {
            octets = Arrays.copyOf(octets, Math.max(octets.length * 2, size + more.remaining()));
        }
        int count = more.remaining();
        more.get(octets, size, count);
        size += count;
    }

    /** Adds an empty line, after ending the last line if that has no end. */
    OctetArray endLine() {
        boolean open = size > 0 && octets[size - 1] != '\n';
        add(ByteBuffer.wrap(open ? new byte[] {'\r', '\n', '\r', '\n'} : new byte[] {'\r', '\n'}));
        return this;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(octets, size);
    }

    int size() {
        return size;
    }

    @Override
    public int read(long position, ByteBuffer into) {
        int count = (int) Math.min(into.remaining(), size - position);
        if (count <= 0) {
            return -1;
        }
        into.put(octets, (int) position, count);
        return count;
    }

    @Override
    public Optional<FileLease> lease() {
        return Optional.empty();
    }
}
