package org.postern.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;
import org.postern.wire.WireOut.Segment;

/**
 * What lies between the octets of a conversation and those of its channel: nothing, or DEFLATE (RFC 4978). It lies above
 * TLS, so what is sent is compressed, then encrypted. Belongs to the conversation, so to one worker at a time.
 *
 * <p>While it is active it costs what zlib needs to inflate, about 40 KiB, and {@link Deflation#MEMORY}; before and
 * afterwards nothing.
 */
final class CompressionLayer implements AutoCloseable {
    private final ByteBufAllocator allocator;
    private final Deflaters deflaters;
    private @Nullable Inflation in;
    private @Nullable Deflation out;
    private boolean ending;

    CompressionLayer(ByteBufAllocator allocator, Deflaters deflaters) {
        this.allocator = allocator;
        this.deflaters = deflaters;
    }

    /** Whether what is sent is compressed. */
    boolean isActive() {
        return out != null;
    }

    /** Whether what has been received is compressed. */
    boolean inflates() {
        return in != null;
    }

    void begin() {
        close();
        ending = false;
        in = new Inflation(allocator);
        out = new Deflation(allocator, deflaters);
    }

    /** What the framer is to read. */
    ByteBuf received(ByteBuf wire) {
        return in == null ? wire : in.plain();
    }

    /**
     * Makes some more octets of {@link #received}, at most {@link Inflation#STEP}.
     *
     * @return whether there was anything to make them from
     */
    boolean step(ByteBuf wire) throws DataFormatException {
        if (in == null || (ending && !in.ends(wire))) {
            return false;
        }
        if (ending) {
            in.close();
            in = null;
            return true;
        }
        return in.step(wire);
    }

    /** What comes behind here is not compressed any more; what goes out is until {@link #lastToSend}. */
    void endInput(ByteBuf wire) throws DataFormatException {
        ending = true;
        if (!step(wire) && in != null) {
            in.rest();
        }
    }

    /** Takes a batch over and gives what is to be sent for it. */
    List<Segment> toSend(List<Segment> batch) {
        return out == null ? batch : out.compress(batch);
    }

    /** As {@link #toSend}, and ends the stream: what is sent afterwards is not compressed. */
    List<Segment> lastToSend(List<Segment> batch) {
        if (out == null) {
            return batch;
        }
        List<Segment> last = new ArrayList<>(out.compress(batch));
        last.add(out.end());
        out = null;
        return last;
    }

    /** Holds no more than it must until the next turn. */
    void rest() {
        if (in != null) {
            in.rest();
        }
    }

    @Override
    public void close() {
        if (in != null) {
            in.close();
            in = null;
        }
        out = null;
    }
}
