package org.postern.imap.search;

import org.postern.wire.Progress;
import org.postern.wire.WireOut;

/** Writes numbers as a sequence-set that keeps their order: by ranges where they rise (RFC 5267 3.2). */
final class NumberSet {
    private final Results numbers;
    private int next;

    NumberSet(Results numbers) {
        this.numbers = numbers;
    }

    boolean isEmpty() {
        return numbers.isEmpty();
    }

    Progress encode(WireOut out) {
        while (next < numbers.size()) {
            if (out.isFull()) {
                return Progress.MORE;
            }
            int end = numbers.endOfRun(next);
            out.ascii(next == 0 ? "" : ",").number(numbers.get(next));
            if (end > next + 1) {
                out.octet(':').number(numbers.get(end - 1));
            }
            next = end;
        }
        return Progress.DONE;
    }
}
