package org.postern.store.maildir;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.postern.store.DotSearch;

/** Sees a message go by, in pieces: whether POP3 has to double a dot in it or to add a line end (RFC 1939 3). */
final class StuffingWatch {
    /** The last two octets; what begins a message begins a line. */
    private byte beforeLast = '\r';

    private byte last = '\n';
    private boolean dotted;

    /** The next piece, from its position to its limit, which stay as they are. */
    void see(ByteBuffer octets) {
        if (!octets.hasRemaining()) {
            return;
        }
        ByteBuffer piece = octets.slice().order(ByteOrder.LITTLE_ENDIAN);
        dotted = dotted || hasDot(piece);
        int size = piece.limit();
        beforeLast = size > 1 ? piece.get(size - 2) : last;
        last = piece.get(size - 1);
    }

    private boolean hasDot(ByteBuffer piece) {
        int size = piece.limit();
        if (piece.get(0) == '.' && beforeLast == '\r' && last == '\n') {
            return true;
        }
        int dot = DotSearch.next(piece, 1, size);
        while (dot < size && (dot > 1 ? piece.get(dot - 2) : last) != '\r') { // a line feed alone ends no line
            dot = DotSearch.next(piece, dot + 1, size);
        }
        return dot < size;
    }

    /** Of all that was seen. */
    boolean needsNoStuffing() {
        return !dotted && beforeLast == '\r' && last == '\n';
    }
}
