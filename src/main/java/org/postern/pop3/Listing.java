package org.postern.pop3;

import java.util.function.IntFunction;
import org.postern.net.Reply;
import org.postern.wire.Progress;
import org.postern.wire.WireOut;

/** A line for each message not marked as deleted, as many a batch as fit. */
final class Listing implements Reply {
    private final Maildrop drop;
    private final IntFunction<String> value;
    private int number;

    Listing(Maildrop drop, IntFunction<String> value) {
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
                out.number(number).octet(' ').ascii(value.apply(number)).crlf();
            }
        }
        if (number <= drop.last()) {
            return Progress.MORE;
        }
        out.ascii(".\r\n");
        return Progress.DONE;
    }
}
