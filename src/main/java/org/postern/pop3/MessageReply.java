package org.postern.pop3;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.postern.net.Reply;
import org.postern.store.MessageBody;
import org.postern.wire.Progress;
import org.postern.wire.WireOut;

/**
 * A message with its dots doubled (RFC 1939 3), in pieces of one buffer. A line begins after CR LF only, as whoever reads it
 * must see it too. A message without a final line end gets one.
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
    private final byte[] piece;
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
        this.piece = new byte[(int) Math.min(PIECE, Math.max(1, body.size()))];
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
            int length = body.read(position, ByteBuffer.wrap(piece));
            if (length <= 0) {
                throw new EOFException("message shorter than its size");
            }
            position += length;
            write(out, length);
        }
        out.ascii(last == Last.CRLF ? ".\r\n" : "\r\n.\r\n");
        atEnd.run();
        return Progress.DONE;
    }

    private boolean isComplete() {
        return position >= body.size() || (!inHeader && linesLeft == 0);
    }

    private void write(WireOut out, int length) {
        if (linesLeft == ALL) {
            writeAll(out, length);
        } else {
            writeLines(out, length);
        }
    }

    /** Looks for dots, which are rarer than lines. */
    private void writeAll(WireOut out, int length) {
        int from = 0;
        for (int i = 0; i < length; i++) {
            if (piece[i] == '.' && before(i) == Last.CRLF) {
                out.octets(piece, from, i - from).octet('.');
                from = i;
            }
        }
        out.octets(piece, from, length - from);
        last = before(length);
    }

    /** What stands before a place of the piece. */
    private Last before(int at) {
        if (at == 0) {
            return last;
        }
        byte octet = piece[at - 1];
        if (octet == '\r') {
            return Last.CR;
        }
        boolean afterCr = at > 1 ? piece[at - 2] == '\r' : last == Last.CR;
        return octet == '\n' && afterCr ? Last.CRLF : Last.OTHER;
    }

    private void writeLines(WireOut out, int length) {
        int at = 0;
        while (at < length && (inHeader || linesLeft > 0)) {
            boolean atLineStart = last == Last.CRLF;
            if (atLineStart && piece[at] == '.') {
                out.octet('.');
            }
            int end = lineEnd(at, length);
            out.octets(piece, at, end - at);
            note(at, end, atLineStart);
            at = end;
        }
    }

    /** Behind the next LF that follows a CR, or the end of the piece. */
    private int lineEnd(int from, int length) {
        for (int i = from; i < length; i++) {
            if (piece[i] == '\n' && (i > from ? piece[i - 1] == '\r' : last == Last.CR)) {
                return i + 1;
            }
        }
        return length;
    }

    private void note(int from, int end, boolean atLineStart) {
        boolean ended = piece[end - 1] == '\n' && (end - 1 > from ? piece[end - 2] == '\r' : last == Last.CR);
        boolean isEmptyLine = ended && ((atLineStart && end - from == 2) || (last == Last.CR && emptySoFar));
        emptySoFar = atLineStart && end - from == 1 && piece[from] == '\r';
        last = ended ? Last.CRLF : piece[end - 1] == '\r' ? Last.CR : Last.OTHER;
        if (!ended) {
            return;
        }
        if (inHeader) {
            inHeader = !isEmptyLine;
        } else {
            linesLeft--;
        }
    }

    @Override
    public void close() {
        body.close();
    }
}
