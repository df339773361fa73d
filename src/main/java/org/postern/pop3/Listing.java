package org.postern.pop3;

import org.postern.net.Reply;
import org.postern.wire.Progress;
import org.postern.wire.WireOut;

/** A line for each message not marked as deleted, all of them in one write where there is room. */
final class Listing implements Reply {
    private final Maildrop drop;
    private final Value value;
    private int number;

    /** What a message's line says of it. */
    @FunctionalInterface
    interface Value {
        void write(int number, WireOut out);
    }

    Listing(Maildrop drop, Value value) {
        this.drop = drop;
        this.value = value;
    }

    @Override
    public Progress pull(WireOut out) {
        if (number == 0) {
            out.ascii("+OK\r\n");
            number = 1;
        }
        for (; number <= drop.last() && !out.isFull(); number++) {
            if (!drop.isDeleted(number)) {
                out.number(number).octet(' ');
                value.write(number, out);
                out.crlf();
            }
        }
        if (number <= drop.last()) {
            return Progress.MORE;
        }
        out.ascii(".\r\n");
        return Progress.DONE;
    }

    @Override
    public boolean isWorthOneWrite() {
        return true;
    }
}
