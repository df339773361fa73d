package org.postern.imap.search;

import org.postern.imap.response.Untagged;
import org.postern.imap.syntax.Addressing;
import org.postern.imap.wire.ImapComposer;
import org.postern.imap.wire.Utf8;
import org.postern.wire.Progress;
import org.postern.wire.WireOut;

/** {@code * ESEARCH (TAG "a1") UID COUNT 2 ALL 3:4} (RFC 9051 7.3.4). */
final class EsearchLine implements Untagged {
    private final Search search;
    private final String tag;
    private final Results numbers;
    private final long modSeq;
    private final NumberSet set;
    private boolean begun;

    /**
     * A line.
     *
     * @param modSeq the highest of those found (RFC 7162 3.1.10); 0: not told
     */
    EsearchLine(Search search, String tag, Results numbers, long modSeq) {
        this.search = search;
        this.tag = tag;
        this.numbers = numbers;
        this.modSeq = modSeq;
        this.set = new NumberSet(part());
    }

    private Results part() {
        if (search.options().partial().isPresent()) {
            return numbers.part(search.options().partial().get());
        }
        return search.wants(ReturnOption.ALL) ? numbers : numbers.part(0, 0);
    }

    @Override
    public Progress encode(WireOut out) {
        if (!begun) {
            begin(out);
            begun = true;
        }
        if (set.encode(out) == Progress.MORE) {
            return Progress.MORE;
        }
        out.ascii(search.wants(ReturnOption.PARTIAL) ? ")" : "");
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
            out.ascii(" MIN ").number(numbers.get(0));
        }
        if (search.wants(ReturnOption.MAX) && !numbers.isEmpty()) {
            out.ascii(" MAX ").number(numbers.get(numbers.size() - 1));
        }
        if (search.wants(ReturnOption.COUNT)) {
            out.ascii(" COUNT ").number(numbers.size());
        }
        if (search.options().partial().isPresent()) {
            out.ascii(" PARTIAL (").ascii(search.options().partial().get().toString());
            out.ascii(set.isEmpty() ? " NIL" : " ");
        } else if (!set.isEmpty()) {
            out.ascii(" ALL ");
        }
    }
}
