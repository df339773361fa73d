package org.postern.net;

import io.netty.buffer.ByteBuf;
import java.util.Optional;

/**
 * Cuts lines. A line above the limit becomes one {@link Line.TooLong} when its end has come, and costs no memory while it
 * has not. Each octet is looked at once, however the octets arrive. To be used by framers that have lines among others.
 */
public final class LineFramer {
    /** What ends a line. */
    public enum Ends {
        /** CR LF only; a bare LF or CR is part of the line. */
        CRLF,
        /** LF, with or without CR before it. */
        CRLF_OR_LF
    }

    private final int limit;
    private final Ends ends;
    /** Octets behind the reader index known to hold no line's end. */
    private int scanned;

    private boolean skipping;
    private boolean skippedCr;

    /**
     * Makes a framer for one connection.
     *
     * @param limit longest line in octets, without its end
     */
    public LineFramer(int limit, Ends ends) {
        this.limit = limit;
        this.ends = ends;
    }

    /** Octets that must be able to wait for a line to be complete; the appetite of a framer is never less. */
    public int appetite() {
        return limit + 2;
    }

    /** The next line, its end consumed too. Between two calls nobody else may consume, unless a line was returned. */
    public Optional<Line> next(ByteBuf in) {
        return skipping ? skip(in) : read(in);
    }

    private Optional<Line> read(ByteBuf in) {
        int start = in.readerIndex();
        int lf = in.indexOf(start + scanned, in.writerIndex(), (byte) '\n');
        while (lf >= 0) {
            boolean cr = lf > start && in.getByte(lf - 1) == '\r';
            if (cr || ends == Ends.CRLF_OR_LF) {
                return Optional.of(line(in, cr ? lf - 1 : lf, lf + 1));
            }
            lf = in.indexOf(lf + 1, in.writerIndex(), (byte) '\n');
        }
        scanned = in.readableBytes();
        if (scanned > limit + 1) {
            skipping = true;
            consumeSkipped(in, in.writerIndex());
        }
        return Optional.empty();
    }

    private Line line(ByteBuf in, int textEnd, int next) {
        scanned = 0;
        int length = textEnd - in.readerIndex();
        if (length > limit) {
            in.readerIndex(next);
            return new Line.TooLong();
        }
        byte[] octets = new byte[length];
        in.readBytes(octets);
        in.readerIndex(next);
        return new Line.Text(octets);
    }

    private Optional<Line> skip(ByteBuf in) {
        while (in.isReadable()) {
            int lf = in.indexOf(in.readerIndex(), in.writerIndex(), (byte) '\n');
            if (lf < 0) {
                consumeSkipped(in, in.writerIndex());
                return Optional.empty();
            }
            boolean cr = lf > in.readerIndex() ? in.getByte(lf - 1) == '\r' : skippedCr;
            consumeSkipped(in, lf + 1);
            if (cr || ends == Ends.CRLF_OR_LF) {
                skipping = false;
                return Optional.of(new Line.TooLong());
            }
        }
        return Optional.empty();
    }

    private void consumeSkipped(ByteBuf in, int end) {
        skippedCr = in.getByte(end - 1) == '\r';
        in.readerIndex(end);
        scanned = 0;
    }
}
