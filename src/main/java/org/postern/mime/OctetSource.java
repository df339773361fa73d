package org.postern.mime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** The octets of one message as they go over the wire, readable at any position. */
public interface OctetSource {

    /** The number of octets; does not change while the source is in use. */
    long size() throws IOException;

    /**
     * Reads at most {@code into.remaining()} octets from {@code position} on.
     *
     * @return how many were read, at least one unless the buffer was full; -1 at or behind the end
     */
    int read(long position, ByteBuffer into) throws IOException;

    /** A source over an array, which must not be changed afterwards. */
    static OctetSource of(byte[] octets) {
        return new OctetSource() {
            @Override
            public long size() {
                return octets.length;
            }

            @Override
            public int read(long position, ByteBuffer into) {
                if (position >= octets.length) {
                    return -1;
                }
                int count = (int) Math.min(into.remaining(), octets.length - position);
                into.put(octets, (int) position, count);
                return count;
            }
        };
    }

    /** A stream of the octets of {@code span}; ends early if the source does. Closing it does nothing. */
    default InputStream stream(Span span) {
        return new SpanStream(this, span);
    }
}
