package org.postern.imap.state;

import java.util.ArrayList;
import java.util.List;
import org.postern.imap.response.Untagged;
import org.postern.imap.response.UntaggedSeries;
import org.postern.imap.syntax.Addressing;
import org.postern.wire.Progress;
import org.postern.wire.WireOut;

/** Updates as untagged responses: EXPUNGE, then EXISTS, then whatever may name a new message. */
public final class UpdateLines {
    private UpdateLines() {}

    /**
     * Made one by one. All of them must have been sent before the view advances again.
     *
     * @param addressing after a UID command FETCH names the UID too (RFC 9051 6.4.9)
     */
    public static UntaggedSeries of(SelectedMailbox selected, Updates updates, Addressing addressing) {
        if (updates.isEmpty()) {
            return UntaggedSeries.none();
        }
        MailboxView view = selected.view();
        return expunges(updates.expunged())
                .then(UntaggedSeries.of(counts(selected, updates)))
                .then(UntaggedSeries.each(updates.flags(), uid -> flags(view, uid, addressing)));
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

    /** {@code * 5 FETCH (FLAGS (\Seen))}. */
    public static Untagged flags(MailboxView view, long uid, Addressing addressing) {
        return out -> {
            out.ascii("* ").number(view.sequence(uid)).ascii(" FETCH (");
            if (addressing == Addressing.UID) {
                out.ascii("UID ").number(uid).octet(' ');
            }
            return end(out.ascii("FLAGS (").ascii(view.flagText(uid)).ascii("))"));
        };
    }

    private static Progress end(WireOut out) {
        out.crlf();
        return Progress.DONE;
    }
}
