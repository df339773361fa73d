package org.postern.imap.search;

import java.util.PrimitiveIterator;
import org.postern.imap.response.Untagged;
import org.postern.store.UidSet;
import org.postern.wire.Progress;
import org.postern.wire.WireOut;

/** {@code * SEARCH 2 3 6} (RFC 3501 7.2.5), for clients that have not enabled IMAP4rev2. */
final class SearchLine implements Untagged {
    private final PrimitiveIterator.OfLong numbers;
    private final long modSeq;
    private boolean begun;

    /**
     * A line.
     *
     * @param modSeq the highest of those found (RFC 7162 3.1.6); 0: not told
     */
    SearchLine(UidSet numbers, long modSeq) {
        this.numbers = numbers.iterator();
        this.modSeq = modSeq;
    }

    @Override
    public Progress encode(WireOut out) {
        if (!begun) {
            out.ascii("* SEARCH");
            begun = true;
        }
        while (numbers.hasNext()) {
            if (out.isFull()) {
                return Progress.MORE;
            }
            out.octet(' ').number(numbers.nextLong());
        }
        if (modSeq > 0) {
            out.ascii(" (MODSEQ ").number(modSeq).octet(')');
        }
        out.crlf();
        return Progress.DONE;
    }
}
