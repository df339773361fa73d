package org.postern.imap.state;

import java.util.List;
import org.postern.imap.response.Code;
import org.postern.imap.response.Completion;
import org.postern.imap.response.Untagged;
import org.postern.store.ModSeq;
import org.postern.store.StoreException;

/** What turns on mod-sequences (RFC 7162 3.1): ENABLE, and every command that names them. */
public final class ModSeqs {
    public static final String CONDSTORE = "CONDSTORE";
    public static final String QRESYNC = "QRESYNC";

    /** The response code, and the STATUS item. */
    public static final String HIGHEST = "HIGHESTMODSEQ";

    private ModSeqs() {}

    /** Turns them on, unless they are. Returns what the client is to be told for it first. */
    public static List<Untagged> turnOn(ImapContext ctx) {
        if (ctx.telling() != Telling.Form.PLAIN) {
            return List.of();
        }
        ctx.enable(CONDSTORE);
        return ctx.selection().map(ModSeqs::highest).stream().toList();
    }

    /** The mod-sequence up to which the client knows everything once it has been told what stands before. */
    public static Untagged highest(SelectedMailbox selected) {
        return Untagged.line("OK [" + code(selected).text() + "] Highest mod-sequence");
    }

    /**
     * The end of a command that expunged: a client with QRESYNC learns the mod-sequence of that, for it is told all that
     * came before (RFC 7162 3.2.7).
     */
    public static Completion expunged(ImapContext ctx, String text) throws StoreException {
        if (ctx.telling() != Telling.Form.VANISHED) {
            return Completion.ok(text);
        }
        // A client that is not told of flags must ask from before the first change it has not heard of.
        boolean told = ctx.notifications().flagging() == MailboxView.Flagging.TOLD;
        ModSeq now = told
                ? ctx.selected().mailbox().snapshot().highestModSeq()
                : ctx.selected().view().settledModSeq();
        return Completion.ok(Code.of(HIGHEST, now.value()), text);
    }

    private static Code code(SelectedMailbox selected) {
        return Code.of(HIGHEST, selected.view().settledModSeq().value());
    }
}
