package org.postern.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The compressed half of a connection that comes in (RFC 4978 3).
 *
 * <p>Invariants: no more than {@link #STEP} octets are inflated ahead of what the framer has asked for, whatever the
 * stream would become; the rest waits compressed, and counts against the limit on what is read from the socket. Nothing
 * behind a flush is looked at before the framer has taken what stands in front of it, for a stream may end there
 * (RFC 8437 4.1).
 */
final class Inflation implements AutoCloseable {
    /** Octets inflated at once. */
    static final int STEP = 8 * 1024;

    private final ByteBufAllocator allocator;
    private final Inflater inflater = new Inflater(true);
    private ByteBuf plain = Unpooled.EMPTY_BUFFER;

    /** Octets from the reader index on that belong to the piece that is being inflated. */
    private int piece;
    /** How many octets of 00 00 FF FF, the end of a flush, have just been seen. */
    private int marker;
    /** The piece ends with a flush. */
    private boolean flush;
    /** The last step had no room for all. */
    private boolean pending;

    Inflation(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    /** What has been inflated and not been taken yet; valid up to the next call. */
    ByteBuf plain() {
        return plain;
    }

    /**
     * Inflates a little more.
     *
     * @return whether there was anything to inflate
     * @throws DataFormatException when the stream is damaged, or goes on behind its end
     */
    boolean step(ByteBuf wire) throws DataFormatException {
        if (piece == 0) {
            piece = nextPiece(wire);
        }
        if (piece == 0 && !pending) {
            return false;
        }
        if (inflater.finished()) {
            throw new DataFormatException("octets behind the end of the stream");
        }
        room();
        inflate(wire);
        return true;
    }

    /**
     * The stream ends here, by the other side's word; what follows on the wire is not compressed.
     *
     * @return whether all of it has come: a flush, or its own end, may still be on its way
     * @throws DataFormatException when it goes on
     */
    boolean ends(ByteBuf wire) throws DataFormatException {
        boolean more = true;
        while (more && !plain.isReadable() && !isAtFlush() && !inflater.finished()) {
            more = step(wire);
        }
        if (plain.isReadable()) {
            throw new DataFormatException("the stream goes on");
        }
        return more;
    }

    private boolean isAtFlush() {
        return flush && piece == 0 && !pending;
    }

    /** After a turn: an idle connection holds no buffer. */
    void rest() {
        if (!plain.isReadable()) {
            plain.release();
            plain = Unpooled.EMPTY_BUFFER;
        }
    }

    private void room() {
        if (plain.capacity() == 0) {
            plain = allocator.buffer(STEP);
        }
        plain.discardReadBytes().ensureWritable(STEP);
    }

    private void inflate(ByteBuf wire) throws DataFormatException {
        inflater.setInput(wire.nioBuffer(wire.readerIndex(), piece));
        int written = inflater.inflate(plain.nioBuffer(plain.writerIndex(), STEP));
        int taken = piece - inflater.getRemaining();
        if (inflater.needsDictionary() || (taken == 0 && written == 0 && piece > 0 && !inflater.finished())) {
            throw new DataFormatException("cannot be gone on with");
        }
        plain.writerIndex(plain.writerIndex() + written);
        wire.skipBytes(taken);
        pending = written == STEP && !inflater.finished();
        piece = inflater.finished() ? 0 : piece - taken;
    }

    /** Everything there is, up to the end of the first flush. */
    private int nextPiece(ByteBuf wire) {
        int length = wire.readableBytes();
        for (int i = 0; i < length; i++) {
            int octet = wire.getUnsignedByte(wire.readerIndex() + i);
            switch (octet) {
                case 0 -> marker = marker == 1 || marker == 2 ? 2 : 1;
                case 0xFF -> marker = marker == 2 || marker == 3 ? marker + 1 : 0;
                default -> marker = 0;
            }
            flush = marker == 4;
            if (flush) {
                marker = 0;
                return i + 1;
            }
        }
        return length;
    }

    @Override
    public void close() {
        inflater.end();
        plain.release();
        plain = Unpooled.EMPTY_BUFFER;
    }
}
