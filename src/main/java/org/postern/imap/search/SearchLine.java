package org.postern.imap.search;

import org.postern.imap.response.Untagged;
import org.postern.wire.Progress;
import org.postern.wire.WireOut;

/**
 * {@code * SEARCH 2 3 6} (RFC 3501 7.2.5), for clients that have not enabled IMAP4rev2, and {@code * SORT 3 2 6} (RFC 5256
 * 4).
 */
final class SearchLine implements Untagged {
    private final SearchResponses.Answer.Kind kind;
    private final Results numbers;
    private final long modSeq;
    private int next = -1;

    /**
     * A line.
     *
     * @param kind its name
     * @param modSeq the highest of those found (RFC 7162 3.1.6, 3.1.9); 0: not told
     */
    SearchLine(SearchResponses.Answer.Kind kind, Results numbers, long modSeq) {
        this.kind = kind;
        this.numbers = numbers;
        this.modSeq = modSeq;
    }

    @Override
    public Progress encode(WireOut out) {
        if (next < 0) {
            out.ascii("* ").ascii(kind.name());
            next = 0;
        }
        for (; next < numbers.size(); next++) {
            if (out.isFull()) {
                return Progress.MORE;
            }
            out.octet(' ').number(numbers.get(next));
        }
        if (modSeq > 0) {
            out.ascii(" (MODSEQ ").number(modSeq).octet(')');
        }
        out.crlf();
        return Progress.DONE;
    }
}
