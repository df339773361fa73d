package org.postern.lmtp.codec;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postern.lmtp.codec.LmtpRequest.BodyEnd;
import org.postern.lmtp.codec.LmtpRequest.BodyPiece;
import org.postern.lmtp.codec.LmtpRequest.CommandLine;
import org.postern.lmtp.codec.LmtpRequest.LineTooLong;
import org.postern.net.DotFramer;
import org.postern.net.Framer;
import org.postern.net.Line;
import org.postern.net.LineFramer;

/**
 * Command lines, until the session asks for a body; then that body's pieces and its end, then lines again. Lines end with
 * CR LF only (RFC 5321 2.3.8). Belongs to its session's turns.
 */
public final class LmtpFramer implements Framer<LmtpRequest> {
    /** Octets of a command line; RFC 5321 4.5.3.1.4 asks for 512, extensions and UTF-8 for more. */
    public static final int DEFAULT_LINE = 4096;

    /** Octets of a piece of a body. */
    public static final int DEFAULT_PIECE = 64 * 1024;

    private final LineFramer lines;
    private final int appetite;
    private final int pieceSize;
    private Mode mode = Mode.LINE;
    private @Nullable DotFramer dots;
    private LoneDotWatch watch = new LoneDotWatch();
    private @Nullable ByteBuffer piece;
    private long left;

    private enum Mode {
        LINE,
        DOTS,
        COUNTED
    }

    public LmtpFramer() {
        this(DEFAULT_LINE, DEFAULT_PIECE);
    }

    public LmtpFramer(int lineLimit, int pieceSize) {
        this.lines = new LineFramer(lineLimit, LineFramer.Ends.CRLF);
        this.pieceSize = pieceSize;
        this.appetite = Math.max(pieceSize, lines.appetite());
    }

    /** What follows is a body that ends with CR LF "." CR LF. */
    public void expectDottedBody() {
        mode = Mode.DOTS;
        dots = new DotFramer();
        watch = new LoneDotWatch();
    }

    /** What follows are exactly so many octets of a body. */
    public void expectOctets(long count) {
        mode = Mode.COUNTED;
        left = count;
    }

    @Override
    public boolean isMidway() {
        return mode != Mode.LINE;
    }

    @Override
    public int appetite() {
        return appetite;
    }

    @Override
    public Optional<LmtpRequest> next(ByteBuf in) {
        return switch (mode) {
            case LINE -> lines.next(in).map(LmtpFramer::request);
            case DOTS -> dotted(in);
            case COUNTED -> counted(in);
        };
    }

    private static LmtpRequest request(Line line) {
        return line instanceof Line.Text text ? new CommandLine(text.text(StandardCharsets.UTF_8)) : new LineTooLong();
    }

    private Optional<LmtpRequest> dotted(ByteBuf in) {
        DotFramer body = dots;
        if (body == null || body.isEnded()) {
            return end(watch.found());
        }
        ByteBuffer out = emptyPiece();
        int from = in.readerIndex();
        body.read(in, out);
        watch.look(in, from, in.readerIndex());
        if (out.flip().hasRemaining()) {
            return Optional.of(new BodyPiece(out));
        }
        return body.isEnded() ? end(watch.found()) : Optional.empty();
    }

    private Optional<LmtpRequest> counted(ByteBuf in) {
        if (left == 0) {
            return end(LmtpRequest.LoneDots.CLEAR);
        }
        if (!in.isReadable()) {
            return Optional.empty();
        }
        ByteBuffer out = emptyPiece();
        out.limit((int) Math.min(Math.min(left, out.remaining()), in.readableBytes()));
        in.readBytes(out);
        left -= out.flip().remaining();
        return Optional.of(new BodyPiece(out));
    }

    private Optional<LmtpRequest> end(LmtpRequest.LoneDots found) {
        mode = Mode.LINE;
        dots = null;
        piece = null;
        return Optional.of(new BodyEnd(found));
    }

    private ByteBuffer emptyPiece() {
        ByteBuffer out = piece;
        if (out == null) {
            out = ByteBuffer.allocate(pieceSize);
            piece = out;
        }
        return out.clear();
    }
}
