package org.postern.imap.search;

import java.io.IOException;
import org.postern.imap.response.Untagged;
import org.postern.imap.syntax.Addressing;
import org.postern.imap.wire.ImapComposer;
import org.postern.imap.wire.Utf8;
import org.postern.store.UidSet;
import org.postern.wire.Progress;
import org.postern.wire.WireOut;

/** {@code * ESEARCH (TAG "a1") UID COUNT 2 ALL 3:4} (RFC 9051 7.3.4). */
final class EsearchLine implements Untagged {
    private final Search search;
    private final String tag;
    private final UidSet numbers;
    private final long modSeq;
    private int range = -1;

    /**
     * A line.
     *
     * @param modSeq the highest of those found (RFC 7162 3.1.10); 0: not told
     */
    EsearchLine(Search search, String tag, UidSet numbers, long modSeq) {
        this.search = search;
        this.tag = tag;
        this.numbers = numbers;
        this.modSeq = modSeq;
    }

    @Override
    public Progress encode(WireOut out) throws IOException {
        if (range < 0) {
            begin(out);
            range = 0;
        }
        boolean all = search.wants(ReturnOption.ALL) && !numbers.isEmpty();
        while (all && range < numbers.ranges()) {
            if (out.isFull()) {
                return Progress.MORE;
            }
            out.ascii(range == 0 ? " ALL " : ",").number(numbers.first(range));
            if (numbers.last(range) > numbers.first(range)) {
                out.octet(':').number(numbers.last(range));
            }
            range++;
        }
        if (modSeq > 0) {
            out.ascii(" MODSEQ ").number(modSeq);
        }
        out.crlf();
        return Progress.DONE;
    }

    private void begin(WireOut out) {
        out.ascii("* ESEARCH (TAG ");
        new ImapComposer(out, Utf8.OFF).string(tag).close();
        out.ascii(search.addressing() == Addressing.UID ? " UID" : "");
        if (search.wants(ReturnOption.MIN) && !numbers.isEmpty()) {
            out.ascii(" MIN ").number(numbers.min());
        }
        if (search.wants(ReturnOption.MAX) && !numbers.isEmpty()) {
            out.ascii(" MAX ").number(numbers.max());
        }
        if (search.wants(ReturnOption.COUNT)) {
            out.ascii(" COUNT ").number(numbers.size());
        }
    }
}
