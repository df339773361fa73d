package org.postern.mime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** One stretch of a source as a stream, read through a small buffer so that single octets are cheap. */
final class SpanStream extends InputStream {
    private static final int BUFFER = 8192;

    private final OctetSource source;
    private final long end;
    private final ByteBuffer buffer;
    private long position;

    SpanStream(OctetSource source, Span span) {
        this.source = source;
        this.position = span.start();
        this.end = span.end();
        this.buffer = ByteBuffer.allocate((int) Math.min(BUFFER, span.size())).limit(0);
    }

    @Override
    public int read() throws IOException {
        return buffer.hasRemaining() || fill() ? buffer.get() & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!buffer.hasRemaining() && !fill()) {
            return -1;
        }
        int count = Math.min(length, buffer.remaining());
        buffer.get(into, offset, count);
        return count;
    }

    @Override
    public int available() {
        return buffer.remaining();
    }

    private boolean fill() throws IOException {
        if (position >= end) {
            return false;
        }
        buffer.clear().limit((int) Math.min(buffer.capacity(), end - position));
        int count = source.read(position, buffer);
        buffer.flip();
        position += Math.max(count, 0);
        return count > 0;
    }
}
