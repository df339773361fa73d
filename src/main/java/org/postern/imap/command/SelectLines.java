package org.postern.imap.command;

import java.util.ArrayList;
import java.util.List;
import org.postern.imap.response.Code;
import org.postern.imap.response.Untagged;
import org.postern.imap.state.FlagLines;
import org.postern.imap.state.ImapContext;
import org.postern.imap.state.MailboxView;
import org.postern.imap.state.ModSeqs;
import org.postern.imap.state.Naming;
import org.postern.imap.state.SelectedMailbox;
import org.postern.imap.state.UpdateLines;
import org.postern.store.MailboxSnapshot;

/** What SELECT tells of a mailbox just opened (RFC 9051 6.3.2; RECENT and UNSEEN for rev1, RFC 3501 6.3.1). */
final class SelectLines {
    private SelectLines() {}

    static List<Untagged> of(SelectedMailbox selected, ImapContext ctx) {
        MailboxView view = selected.view();
        MailboxSnapshot snapshot = view.snapshot();
        List<Untagged> lines = new ArrayList<>(FlagLines.of(selected));
        lines.add(UpdateLines.numbered(view.size(), "EXISTS"));
        if (!ctx.isRev2()) {
            lines.add(UpdateLines.numbered(view.recent().size(), "RECENT"));
            if (view.naming() == Naming.BY_NUMBER) {
                addFirstUnseen(view, lines);
            }
        }
        lines.add(Untagged.line("OK [UIDVALIDITY " + snapshot.info().uidValidity() + "] UIDs are valid"));
        lines.add(Untagged.line("OK [UIDNEXT " + snapshot.uidNext() + "] Predicted next UID"));
        lines.add(ModSeqs.highest(selected));
        lines.add(Untagged.line("OK [" + Code.mailboxId(snapshot.info()).text() + "] Id of the mailbox"));
        if (ctx.isRev2()) {
            lines.add(new ListLine(selected.name().path(), List.of(), List.of(), ctx.utf8()));
        }
        return lines;
    }

    private static void addFirstUnseen(MailboxView view, List<Untagged> lines) {
        int row = view.snapshot().firstUnseen();
        if (row < view.snapshot().size()) {
            int sequence = view.sequence(view.snapshot().uid(row));
            lines.add(Untagged.line("OK [UNSEEN " + sequence + "] First unseen"));
        }
    }
}
