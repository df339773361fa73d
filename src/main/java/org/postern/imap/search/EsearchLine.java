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
    private final Correlator correlator;
    private final Told told;
    private final NumberSet set;
    private final Results relevancy;
    private Part part = Part.HEAD;
    private int next;

    /** What of the line is to be written next. */
    private enum Part {
        HEAD,
        SET,
        RELEVANCY
    }

    /**
     * What was found.
     *
     * @param modSeq the highest of those found (RFC 7162 3.1.10); 0: not told
     * @param relevancy the score of each (RFC 6203 4); none: not told
     */
    record Told(Results numbers, long modSeq, Results relevancy) {}

    EsearchLine(Search search, Correlator correlator, Told told) {
        this.search = search;
        this.correlator = correlator;
        this.told = told;
        this.set = new NumberSet(
                search.wants(ReturnOption.ALL) || search.wants(ReturnOption.PARTIAL)
                        ? part(told.numbers())
                        : Results.NONE);
        this.relevancy = part(told.relevancy());
    }

    private Results part(Results all) {
        return search.options().partial().isPresent()
                ? all.part(search.options().partial().get())
                : all;
    }

    @Override
    public Progress encode(WireOut out) {
        if (part == Part.HEAD) {
            begin(new ImapComposer(out, Utf8.OFF), told.numbers());
            part = Part.SET;
        }
        if (part == Part.SET) {
            if (set.encode(out) == Progress.MORE) {
                return Progress.MORE;
            }
            out.ascii(search.wants(ReturnOption.PARTIAL) ? ")" : "");
            part = Part.RELEVANCY;
        }
        if (scores(out) == Progress.MORE) {
            return Progress.MORE;
        }
        if (told.modSeq() > 0) {
            out.ascii(" MODSEQ ").number(told.modSeq());
        }
        out.crlf();
        return Progress.DONE;
    }

    private void begin(ImapComposer out, Results numbers) {
        correlator.write(out.untagged("ESEARCH"));
        out.raw(search.addressing() == Addressing.UID ? " UID" : "");
        if (search.wants(ReturnOption.MIN) && !numbers.isEmpty()) {
            out.raw(" MIN ").number(numbers.get(0));
        }
        if (search.wants(ReturnOption.MAX) && !numbers.isEmpty()) {
            out.raw(" MAX ").number(numbers.get(numbers.size() - 1));
        }
        if (search.wants(ReturnOption.COUNT)) {
            out.raw(" COUNT ").number(numbers.size());
        }
        if (search.options().partial().isPresent()) {
            out.raw(" PARTIAL (").raw(search.options().partial().get().toString());
            out.raw(set.isEmpty() ? " NIL" : " ");
        } else if (!set.isEmpty()) {
            out.raw(" ALL ");
        }
    }

    private Progress scores(WireOut out) {
        for (; next < relevancy.size(); next++) {
            if (out.isFull()) {
                return Progress.MORE;
            }
            out.ascii(next == 0 ? " RELEVANCY (" : " ").number(relevancy.get(next));
        }
        out.ascii(relevancy.isEmpty() ? "" : ")");
        return Progress.DONE;
    }
}
