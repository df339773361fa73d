package org.postern.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import org.postern.wire.WireOut.Octets;
import org.postern.wire.WireOut.Segment;

/**
 * The compressed half of a connection that goes out: each batch ends in a sync flush, so it can be read at once
 * (RFC 4978 3).
 *
 * <p>Invariant: every batch is compressed by a compressor that knew nothing before but the last {@link #MEMORY} octets
 * sent. So a connection holds these alone, and not the quarter of a megabyte that a compressor of its own has; the other
 * side's window is larger, so it never notices.
 */
final class Deflation {
    /** Octets sent before that what follows may refer to. */
    static final int MEMORY = 8 * 1024;

    /** BFINAL, a block with fixed codes, its end (RFC 1951 3.2.3). */
    private static final int LAST_BLOCK = 0x0300;

    /** How a sync flush ends: the sizes of a stored block of nothing. */
    private static final int FLUSHED = 0x0000FFFF;

    private static final int LONGEST_STORED = 0xFFFF;
    private static final int STORED_HEADER = 5;

    private final ByteBufAllocator allocator;
    private final Deflaters deflaters;
    private final Effort effort = new Effort();
    private byte[] memory = new byte[0];

    Deflation(ByteBufAllocator allocator, Deflaters deflaters) {
        this.allocator = allocator;
        this.deflaters = deflaters;
    }

    /** Takes segments over, none of them a region, and gives what is to be sent instead. */
    List<Segment> compress(List<Segment> batch) {
        List<Segment> compressed = new ArrayList<>(batch.size());
        for (Segment segment : batch) {
            ByteBuf octets = ((Octets) segment).octets();
            try {
                compressed.add(new Octets(compress(octets)));
            } finally {
                octets.release();
            }
        }
        return compressed;
    }

    /** What ends the stream. */
    Segment end() {
        return new Octets(allocator.ioBuffer(2).writeShort(LAST_BLOCK));
    }

    private ByteBuf compress(ByteBuf octets) {
        int size = octets.readableBytes();
        Effort.Kind kind = effort.next(size);
        ByteBuf compressed = kind == Effort.Kind.NONE ? stored(octets) : deflated(octets, kind);
        effort.learn(kind, size, compressed.readableBytes());
        remember(octets);
        return compressed;
    }

    private ByteBuf deflated(ByteBuf octets, Effort.Kind kind) {
        int size = octets.readableBytes();
        ByteBuf out = allocator.ioBuffer(size / 2 + 64);
        Deflater deflater = deflaters.borrow();
        try {
            deflater.setStrategy(kind == Effort.Kind.LETTERS ? Deflater.HUFFMAN_ONLY : Deflater.DEFAULT_STRATEGY);
            if (memory.length > 0 && kind == Effort.Kind.REPEATS) {
                deflater.setDictionary(memory);
            }
            deflater.setInput(octets.nioBuffer(octets.readerIndex(), size));
            int room;
            int written;
            do { // the first call may only change the strategy; the flush is over when it leaves room
                out.ensureWritable(64);
                room = out.writableBytes();
                written = deflater.deflate(out.nioBuffer(out.writerIndex(), room), Deflater.SYNC_FLUSH);
                out.writerIndex(out.writerIndex() + written);
            } while (written == room || !deflater.needsInput() || !isFlushed(out));
            return out;
        } catch (RuntimeException | Error e) {
            out.release();
            throw e;
        } finally {
            deflaters.giveBack(deflater);
        }
    }

    private static boolean isFlushed(ByteBuf out) {
        int end = out.writerIndex();
        return end >= 4 && out.getInt(end - 4) == FLUSHED;
    }

    /** RFC 1951 3.2.4: three bits of header, which the sync flush before lets begin at an octet, then sizes. */
    private ByteBuf stored(ByteBuf octets) {
        int size = octets.readableBytes();
        ByteBuf out = allocator.ioBuffer(size + STORED_HEADER * (size / LONGEST_STORED + 1));
        for (int at = 0; at < size; at += LONGEST_STORED) {
            int length = Math.min(size - at, LONGEST_STORED);
            out.writeByte(0).writeShortLE(length).writeShortLE(~length);
            out.writeBytes(octets, octets.readerIndex() + at, length);
        }
        return out;
    }

    private void remember(ByteBuf octets) {
        int fresh = Math.min(octets.readableBytes(), MEMORY);
        int kept = Math.min(memory.length, MEMORY - fresh);
        byte[] now = memory.length == fresh + kept ? memory : new byte[fresh + kept];
        System.arraycopy(memory, memory.length - kept, now, 0, kept);
        octets.getBytes(octets.writerIndex() - fresh, now, kept, fresh);
        memory = now;
    }
}
