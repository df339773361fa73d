package org.postern.net;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/**
 * Reads one message body as SMTP and LMTP send it after DATA (RFC 5321 4.1.1.4 and 4.5.2): dots at the start of a line
 * lose one, and only CR LF "." CR LF ends it. A bare LF or a bare CR neither ends a line nor changes anything
 * (otherwise what one server sees as text another could see as commands); they pass through as data.
 *
 * <p>One object reads one body.
 */
public final class DotFramer {
    private State state = State.LINE_START;

    /** What was seen last. */
    private enum State {
        LINE_START,
        IN_LINE,
        /** A CR, already passed on. */
        CR,
        /** A dot at the start of a line, held back. */
        DOT,
        /** A dot at the start of a line and a CR, both held back. */
        DOT_CR,
        END
    }

    /** Whether the end has been consumed. */
    public boolean isEnded() {
        return state == State.END;
    }

    /**
     * Consumes octets and puts the body's into {@code chunk}, until one is used up or the body ends. At least two free
     * octets are needed in the chunk to make progress.
     */
    public void read(ByteBuf in, ByteBuffer chunk) {
        while (in.isReadable() && chunk.remaining() > 1 && state != State.END) {
            switch (state) {
                case LINE_START -> startLine(in);
                case IN_LINE, CR -> copyLine(in, chunk);
                case DOT -> afterDot(in, chunk);
                case DOT_CR -> afterDotCr(in, chunk);
                case END -> throw new IllegalStateException("body has ended");
            }
        }
    }

    private void startLine(ByteBuf in) {
        if (in.getByte(in.readerIndex()) == '.') {
            in.skipBytes(1);
            state = State.DOT;
        } else {
            state = State.IN_LINE;
        }
    }

    /** Copies up to and with the next LF. */
    private void copyLine(ByteBuf in, ByteBuffer chunk) {
        int start = in.readerIndex();
        int most = Math.min(in.readableBytes(), chunk.remaining());
        int lf = in.indexOf(start, start + most, (byte) '\n');
        int end = lf < 0 ? start + most : lf + 1;
        boolean crBefore = lf == start ? state == State.CR : lf > start && in.getByte(lf - 1) == '\r';
        copy(in, end - start, chunk);
        if (lf >= 0) {
            state = crBefore ? State.LINE_START : State.IN_LINE;
        } else {
            state = in.getByte(end - 1) == '\r' ? State.CR : State.IN_LINE;
        }
    }

    private void afterDot(ByteBuf in, ByteBuffer chunk) {
        byte next = in.readByte();
        if (next == '\r') {
            state = State.DOT_CR;
        } else {
            chunk.put(next); // the dot before it was stuffing
            state = State.IN_LINE;
        }
    }

    private void afterDotCr(ByteBuf in, ByteBuffer chunk) {
        if (in.getByte(in.readerIndex()) == '\n') {
            in.skipBytes(1);
            state = State.END;
        } else {
            chunk.put((byte) '\r'); // the line went on: only the dot goes
            state = State.CR;
        }
    }

    private static void copy(ByteBuf in, int length, ByteBuffer chunk) {
        int limit = chunk.limit();
        chunk.limit(chunk.position() + length);
        in.readBytes(chunk);
        chunk.limit(limit);
    }
}
