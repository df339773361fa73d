package org.postern.imap.state;

import java.util.ArrayList;
import java.util.List;
import org.postern.imap.response.Untagged;
import org.postern.imap.response.UntaggedSeries;
import org.postern.wire.Progress;
import org.postern.wire.WireOut;

/** Updates as untagged responses: EXPUNGE, then EXISTS, then whatever may name a new message. */
public final class UpdateLines {
    private UpdateLines() {}

    /** Made one by one. All of them must have been sent before the view advances again. */
    public static UntaggedSeries of(SelectedMailbox selected, Updates updates, Telling telling) {
        MailboxView view = selected.view();
        // A client with QRESYNC that is cut off now must ask from before the first VANISHED it has not had (RFC 7162
        // 3.2, 6).
        UntaggedSeries mark = telling.form() == Telling.Form.VANISHED && view.isBehind()
                ? UntaggedSeries.of(List.of(ModSeqs.highest(selected)))
                : UntaggedSeries.none();
        if (updates.isEmpty()) {
            return mark;
        }
        boolean vanished = telling.form() == Telling.Form.VANISHED || view.naming() == Naming.BY_UID;
        UntaggedSeries lines = selected.followed()
                .before(updates)
                .then(vanished ? vanished(updates) : expunges(updates.expunged()))
                .then(UntaggedSeries.of(counts(selected, updates)))
                .then(UntaggedSeries.each(updates.flags(), uid -> flags(view, uid, telling)));
        UntaggedSeries news = selected.followed().after(updates);
        return telling.tellsModSeq()
                ? lines.then(UntaggedSeries.each(updates.modSeqs(), uid -> modSeq(view, uid)))
                        .then(news)
                        .then(mark)
                : lines.then(news);
    }

    private static UntaggedSeries vanished(Updates updates) {
        return updates.vanished().isEmpty()
                ? UntaggedSeries.none()
                : UntaggedSeries.of(List.of(new VanishedLine(VanishedLine.When.NOW, updates.vanished())));
    }

    private static UntaggedSeries expunges(Updates.Sequences expunged) {
        int[] next = {0};
        return () -> next[0] == expunged.size() ? null : numbered(expunged.get(next[0]++), "EXPUNGE");
    }

    private static List<Untagged> counts(SelectedMailbox selected, Updates updates) {
        List<Untagged> lines = new ArrayList<>();
        if (updates.exists().isPresent()) {
            lines.add(numbered(updates.exists().getAsInt(), "EXISTS"));
            if (selected.recentFlag() == SelectedMailbox.RecentFlag.KEPT) {
                lines.add(numbered(selected.view().recent().size(), "RECENT"));
            }
        }
        if (updates.keywords() == Updates.Keywords.NEW) {
            lines.addAll(FlagLines.of(selected));
        }
        return lines;
    }

    /** {@code * 5 EXISTS} and the like. */
    public static Untagged numbered(long number, String word) {
        return out -> {
            out.ascii("* ").number(number).octet(' ').ascii(word).crlf();
            return Progress.DONE;
        };
    }

    /** {@code * 5 FETCH (FLAGS (\Seen))}; the UID before and the MODSEQ behind where they are told. */
    public static Untagged flags(MailboxView view, long uid, Telling telling) {
        return out -> {
            begin(view, uid, out);
            if (telling.namesUid() && view.naming() == Naming.BY_NUMBER) {
                out.ascii("UID ").number(uid).octet(' ');
            }
            out.ascii("FLAGS (").ascii(view.flagText(uid)).octet(')');
            int row = view.row(uid);
            if (telling.tellsModSeq() && row >= 0) {
                out.ascii(" MODSEQ (").number(view.snapshot().modSeq(row)).octet(')');
            }
            return end(out.octet(')'));
        };
    }

    /** {@code * 5 FETCH (UID 7 MODSEQ (12))}: what a client that changed flags itself must know (RFC 7162 3.1.3). */
    private static Untagged modSeq(MailboxView view, long uid) {
        return out -> {
            begin(view, uid, out);
            if (view.naming() == Naming.BY_NUMBER) {
                out.ascii("UID ").number(uid).octet(' ');
            }
            out.ascii("MODSEQ (").number(view.snapshot().modSeq(view.row(uid))).octet(')');
            return end(out.octet(')'));
        };
    }

    private static void begin(MailboxView view, long uid, WireOut out) {
        out.ascii("* ").number(view.number(uid)).octet(' ');
        out.ascii(view.naming().response()).ascii(" (");
    }

    private static Progress end(WireOut out) {
        out.crlf();
        return Progress.DONE;
    }
}
