package org.postern.pop3.codec;

import io.netty.buffer.ByteBuf;
import java.util.Optional;
import org.postern.net.Framer;
import org.postern.net.Line;
import org.postern.net.LineFramer;

/** Every request of POP3 is one line; some clients end it with a bare LF. */
public final class Pop3Framer implements Framer<Line> {
    /** Octets of a line; RFC 2449 4 asks for 255, a SASL message (RFC 5034) may take more. */
    public static final int DEFAULT_LINE = 4096;

    /** Waiting octets above which the socket is not read: a few hundred pipelined commands. */
    private static final int APPETITE = 16 * 1024;

    private final LineFramer lines;

    public Pop3Framer(int line) {
        this.lines = new LineFramer(line, LineFramer.Ends.CRLF_OR_LF);
    }

    @Override
    public Optional<Line> next(ByteBuf in) {
        return lines.next(in);
    }

    @Override
    public int appetite() {
        return Math.max(APPETITE, lines.appetite());
    }
}
