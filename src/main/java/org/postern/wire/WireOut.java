package org.postern.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.AsciiString;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One batch of output, composed by one worker thread and handed to the event loop in whole.
 *
 * <p>Invariant: a batch never holds much more than {@code batchSize} octets in memory, as long as writers of anything
 * unbounded ask {@link #isFull} or use {@link #body}; file regions count as nothing, for they are not in memory, but a
 * region ends the batch. Not thread-safe.
 */
public final class WireOut implements AutoCloseable {
    /** Octets after which a batch is full, by default. */
    public static final int DEFAULT_BATCH = 32 * 1024;

    /** Bodies shorter than this are copied even where regions are possible: one system call less. */
    private static final int REGION_MINIMUM = 16 * 1024;

    /** Octets for which there is room at first. */
    private static final int FIRST = 1024;

    /** Octets of small pieces that are collected. */
    private static final int SMALL = 512;

    /** Digits of the longest number. */
    private static final int DIGITS = 19;

    /** Whether the transport can send a region of a file as it is (plain epoll and NIO can, TLS cannot). */
    public enum Regions {
        ALLOWED,
        REFUSED
    }

    /** A part of a batch: octets in memory, or a region of a file. */
    public sealed interface Segment permits Octets, Region {}

    /** Owned by whoever takes the batch; to be released once. */
    public record Octets(ByteBuf octets) implements Segment {}

    /** {@code lease.release()} is to be run once, after the region is sent or given up. */
    public record Region(FileLease lease, long position, long count) implements Segment {}

    private final ByteBufAllocator allocator;
    private int batchSize;
    private final Regions regions;
    private final List<Segment> segments = new ArrayList<>(2);
    /** Small pieces on their way to {@link #current}, where each piece alone is dear to write. */
    private final byte[] small = new byte[SMALL];

    private int smallCount;
    private ByteBuf current;
    private int inMemory;
    private boolean ended;

    public WireOut(ByteBufAllocator allocator, int batchSize, Regions regions) {
        this.allocator = allocator;
        this.batchSize = batchSize;
        this.regions = regions;
        this.current = allocator.ioBuffer(batchSize > DEFAULT_BATCH ? batchSize : FIRST);
    }

    /** Something that writes. */
    @FunctionalInterface
    public interface Composing {
        void into(WireOut out) throws IOException;
    }

    /** What is written, in memory: for octets that are composed once and sent often. */
    public static byte[] compose(int batchSize, Composing composing) throws IOException {
        try (WireOut out = new WireOut(PooledByteBufAllocator.DEFAULT, batchSize, Regions.REFUSED)) {
            composing.into(out);
            out.flushSmall();
            return ByteBufUtil.getBytes(out.current); // bodies are copied and nothing was taken: one segment
        }
    }

    /** Octets that fit before the batch is full; 0 or less when it is. */
    public int room() {
        return ended ? 0 : batchSize - inMemory - current.readableBytes() - smallCount;
    }

    public boolean isFull() {
        return room() <= 0;
    }

    public boolean isEmpty() {
        return segments.isEmpty() && smallCount == 0 && !current.isReadable();
    }

    public WireOut octet(int octet) {
        makeRoom(1);
        small[smallCount++] = (byte) octet;
        return this;
    }

    /** Characters 0 to 127 only; others become "?". */
    public WireOut ascii(CharSequence text) {
        int length = text.length();
        if (length > SMALL) {
            flushSmall();
            ByteBufUtil.writeAscii(current, text);
            return this;
        }
        makeRoom(length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            small[smallCount + i] = AsciiString.c2b(c);
        }
        smallCount += length;
        return this;
    }

    public WireOut utf8(CharSequence text) {
        flushSmall();
        current.writeCharSequence(text, StandardCharsets.UTF_8);
        return this;
    }

    public WireOut number(long value) {
        if (value < 0) {
            return ascii(Long.toString(value));
        }
        makeRoom(DIGITS);
        int end = smallCount + digits(value);
        long rest = value;
        smallCount = end;
        do {
            small[--end] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        return this;
    }

    private static int digits(long value) {
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        return digits;
    }

    public WireOut octets(byte[] octets) {
        return octets(octets, 0, octets.length);
    }

    public WireOut octets(byte[] octets, int offset, int length) {
        flushSmall();
        current.writeBytes(octets, offset, length);
        return this;
    }

    public WireOut octets(ByteBuffer octets) {
        flushSmall();
        current.writeBytes(octets);
        return this;
    }

    public WireOut crlf() {
        return octet('\r').octet('\n');
    }

    /**
     * Takes octets {@code position} to {@code position + count} of a body, as many as this batch can.
     *
     * @return how many were taken, 1 to {@code count}, when the batch is not full; all of them when sent as a region
     * @throws EOFException when the body is shorter than promised; the connection is then to be closed (invariant 8)
     */
    public long body(BodyOctets body, long position, long count) throws IOException {
        if (regions == Regions.ALLOWED && count >= REGION_MINIMUM) {
            Optional<FileLease> lease = body.lease();
            if (lease.isPresent()) {
                endSegment(FIRST);
                segments.add(new Region(lease.get(), position, count));
                ended = true;
                return count;
            }
        }
        return copy(body, position, (int) Math.min(count, Math.max(1, room())));
    }

    private int copy(BodyOctets body, long position, int count) throws IOException {
        flushSmall();
        current.ensureWritable(count);
        int copied = 0;
        while (copied < count) {
            int at = current.writerIndex();
            int n = body.read(position + copied, current.nioBuffer(at, count - copied));
            if (n <= 0) {
                throw new EOFException("body ends " + (count - copied) + " octets early");
            }
            current.writerIndex(at + n);
            copied += n;
        }
        return copied;
    }

    /** Makes room for so many octets more, in a buffer of their own. */
    public void widen(int octets) {
        endSegment(octets);
        batchSize += octets;
    }

    /** Hands over what was written, in order, and starts anew; the caller owns the segments. */
    public List<Segment> take() {
        endSegment(FIRST);
        List<Segment> taken = List.copyOf(segments);
        segments.clear();
        inMemory = 0;
        ended = false;
        return taken;
    }

    /** Gives up what was not taken. */
    @Override
    public void close() {
        for (Segment segment : segments) {
            if (segment instanceof Octets o) {
                o.octets().release();
            } else if (segment instanceof Region r) {
                r.lease().release().run();
            }
        }
        segments.clear();
        current.release();
    }

    private void makeRoom(int octets) {
        if (smallCount + octets > SMALL) {
            flushSmall();
        }
    }

    private void flushSmall() {
        current.writeBytes(small, 0, smallCount);
        smallCount = 0;
    }

    /** What follows begins in a buffer of that size. */
    private void endSegment(int next) {
        flushSmall();
        if (current.isReadable()) {
            inMemory += current.readableBytes();
            segments.add(new Octets(current));
            current = allocator.ioBuffer(next);
        }
    }
}
