package org.postern.pop3;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.postern.net.Reply;
import org.postern.store.DotSearch;
import org.postern.store.MessageBody;
import org.postern.wire.BodyOctets;
import org.postern.wire.FileLease;
import org.postern.wire.Progress;
import org.postern.wire.WireOut;

/**
 * A message with its dots doubled (RFC 1939 3), in pieces: of one buffer, or of what the store has in memory, which is copied
 * once. One that is known to need no doubling goes as it lies: as a region of its file where the transport can. A line begins
 * after CR LF only, as whoever reads it must see it too. A message without a final line end gets one.
 */
final class MessageReply implements Reply {
    private static final int PIECE = 16 * 1024;
    /** As many lines of the body as there are. */
    private static final int ALL = Integer.MAX_VALUE;

    /** What was sent last, as far as it matters for a line's start. */
    private enum Last {
        CR,
        CRLF,
        OTHER
    }

    private final MessageBody body;
    private final Language language;
    private final Runnable atEnd;
    /** Octets of the message: all of them if {@link #isWhole}, else those from {@link #position} on, read one piece at a time. */
    private final ByteBuffer octets;

    private final boolean isWhole;
    private final boolean goesAsItLies;
    /** The piece under way: its place in {@link #octets}. */
    private int from;

    private int to;
    private int linesLeft;
    private long position;
    private boolean begun;
    private boolean inHeader = true;
    private Last last = Last.CRLF;
    /** The line so far is only a CR, at the end of a piece. */
    private boolean emptySoFar;

    private MessageReply(MessageBody body, int bodyLines, Language language, Runnable atEnd) {
        this.body = body;
        this.language = language;
        this.atEnd = atEnd;
        this.linesLeft = bodyLines;
        Optional<ByteBuffer> whole = body.octets();
        this.isWhole = whole.isPresent();
        this.goesAsItLies = bodyLines == ALL && !isWhole && body.needsNoStuffing();
        this.octets = whole.orElseGet(() -> ByteBuffer.allocate(goesAsItLies ? 0 : pieceOf(body)))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int pieceOf(MessageBody body) {
        return (int) Math.min(PIECE, Math.max(1, body.size()));
    }

    /**
     * Closes the body in the end.
     *
     * @param atEnd run when all of it has been handed over to be sent
     */
    static MessageReply whole(MessageBody body, Language language, Runnable atEnd) {
        return new MessageReply(body, ALL, language, atEnd);
    }

    /** Closes the body in the end. */
    static MessageReply top(MessageBody body, int bodyLines, Language language) {
        return new MessageReply(body, bodyLines, language, () -> {});
    }

    @Override
    public Progress pull(WireOut out) throws IOException {
        if (!begun) {
            begun = true;
            out.ascii("+OK ")
                    .number(body.size())
                    .octet(' ')
                    .utf8(language.say("octets"))
                    .crlf();
        }
        while (!isComplete()) {
            if (out.isFull()) {
                return Progress.MORE;
            }
            if (goesAsItLies) {
                position += out.body(new AsItLies(body), position, body.size() - position);
            } else {
                nextPiece();
                write(out);
            }
        }
        out.ascii(last == Last.CRLF ? ".\r\n" : "\r\n.\r\n");
        atEnd.run();
        return Progress.DONE;
    }

    private boolean isComplete() {
        return position >= body.size() || (!inHeader && linesLeft == 0);
    }

    private void nextPiece() throws IOException {
        if (isWhole) {
            from = to;
            to = Math.min(from + PIECE, octets.limit());
        } else {
            from = 0;
            to = body.read(position, octets.clear());
        }
        if (to <= from) {
            throw new EOFException("message shorter than its size");
        }
        position += to - from;
    }

    private void write(WireOut out) {
        if (linesLeft == ALL) {
            writeAll(out);
        } else {
            writeLines(out);
        }
    }

    /** Looks for dots, which are rarer than lines. */
    private void writeAll(WireOut out) {
        int unsent = from;
        int dot = octets.get(from) == '.' ? from : DotSearch.next(octets, from + 1, to);
        while (dot < to) {
            if (before(dot) == Last.CRLF) {
                send(out, unsent, dot);
                out.octet('.');
                unsent = dot;
            }
            dot = DotSearch.next(octets, dot + 1, to);
        }
        send(out, unsent, to);
        last = before(to);
    }

    private void send(WireOut out, int first, int end) {
        out.octets(octets.slice(first, end - first));
    }

    /** What stands before a place of the piece. */
    private Last before(int at) {
        if (at == from) {
            return last;
        }
        byte octet = octets.get(at - 1);
        if (octet == '\r') {
            return Last.CR;
        }
        boolean afterCr = at - 1 > from ? octets.get(at - 2) == '\r' : last == Last.CR;
        return octet == '\n' && afterCr ? Last.CRLF : Last.OTHER;
    }

    private void writeLines(WireOut out) {
        int at = from;
        while (at < to && (inHeader || linesLeft > 0)) {
            boolean atLineStart = last == Last.CRLF;
            if (atLineStart && octets.get(at) == '.') {
                out.octet('.');
            }
            int end = lineEnd(at);
            send(out, at, end);
            note(at, end, atLineStart);
            at = end;
        }
    }

    /** Behind the next LF that follows a CR, or the end of the piece. */
    private int lineEnd(int start) {
        for (int i = start; i < to; i++) {
            if (octets.get(i) == '\n' && before(i) == Last.CR) {
                return i + 1;
            }
        }
        return to;
    }

    private void note(int start, int end, boolean atLineStart) {
        Last now = before(end);
        boolean ended = now == Last.CRLF;
        boolean isEmptyLine = ended && ((atLineStart && end - start == 2) || (emptySoFar && end - start == 1));
        emptySoFar = atLineStart && end - start == 1 && now == Last.CR;
        last = now;
        if (!ended) {
            return;
        }
        if (inHeader) {
            inHeader = !isEmptyLine;
        } else {
            linesLeft--;
        }
    }

    /** Each lease is one more owner of the body. */
    private record AsItLies(MessageBody body) implements BodyOctets {
        @Override
        public int read(long position, ByteBuffer into) throws IOException {
            return body.read(position, into);
        }

        @Override
        public Optional<FileLease> lease() {
            return body.file().map(file -> new FileLease(file, body.retain()::close));
        }
    }

    @Override
    public void close() {
        body.close();
    }
}
