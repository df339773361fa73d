package org.postern.lmtp.codec;

import io.netty.buffer.ByteBuf;
import org.postern.lmtp.codec.LmtpRequest.LoneDots;

/**
 * Looks at a body after DATA, octet by octet as it came, for a dot alone between two line ends that are not both CR LF: by
 * such a dot one server is made to see the end of a message where another sees text, and what follows is smuggled past it.
 */
final class LoneDotWatch {
    private State state = State.CRLF;
    private LoneDots found = LoneDots.CLEAR;

    /** What was seen last; the beginning of a body counts as a line end. */
    private enum State {
        TEXT,
        CR,
        CRLF,
        BARE_LF,
        /** A dot after CR LF. */
        DOT,
        /** A dot after a bare CR or LF. */
        DOUBTFUL_DOT,
        DOT_CR,
        DOUBTFUL_DOT_CR
    }

    LoneDots found() {
        return found;
    }

    /** Within a line nothing counts but its end, which is searched for many octets at a time. */
    void look(ByteBuf octets, int from, int to) {
        int nextCr = from - 1;
        int nextLf = from - 1;
        for (int i = from; i < to; i++) {
            if (state == State.TEXT) {
                nextCr = nextCr < i ? next(octets, i, to, (byte) '\r') : nextCr;
                nextLf = nextLf < i ? next(octets, i, to, (byte) '\n') : nextLf;
                i = Math.min(nextCr, nextLf);
            }
            if (i < to) {
                state = after(octets.getByte(i));
            }
        }
    }

    /** Where the octet is found next, or {@code to}. */
    private static int next(ByteBuf octets, int from, int to, byte octet) {
        int at = octets.indexOf(from, to, octet);
        return at < 0 ? to : at;
    }

    private State after(byte octet) {
        boolean bareCr = (state == State.DOT_CR || state == State.DOUBTFUL_DOT_CR) && octet != '\n';
        boolean bareLf = (state == State.DOT || state == State.DOUBTFUL_DOT) && octet == '\n';
        boolean bareBefore = state == State.DOUBTFUL_DOT_CR && octet == '\n';
        if (bareCr || bareLf || bareBefore) {
            found = LoneDots.DOUBTFUL;
        }
        return switch (octet) {
            case '\n' ->
                state == State.CR || state == State.DOT_CR || state == State.DOUBTFUL_DOT_CR
                        ? State.CRLF
                        : State.BARE_LF;
            case '\r' -> afterCr();
            case '.' -> afterDot();
            default -> State.TEXT;
        };
    }

    private State afterCr() {
        return switch (state) {
            case DOT -> State.DOT_CR;
            case DOUBTFUL_DOT -> State.DOUBTFUL_DOT_CR;
            default -> State.CR;
        };
    }

    private State afterDot() {
        return switch (state) {
            case CRLF -> State.DOT;
            case CR, BARE_LF, DOT_CR, DOUBTFUL_DOT_CR -> State.DOUBTFUL_DOT;
            case TEXT, DOT, DOUBTFUL_DOT -> State.TEXT;
        };
    }
}
