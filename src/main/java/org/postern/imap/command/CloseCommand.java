package org.postern.imap.command;

import static org.postern.imap.state.SessionState.SELECTED;

import org.postern.imap.response.Responses;
import org.postern.imap.state.ImapContext;
import org.postern.imap.state.SelectedMailbox;
import org.postern.imap.wire.ImapLexer;
import org.postern.store.Right;
import org.postern.store.StoreException;

/** CLOSE, RFC 9051 6.4.1: expunges, telling nothing, unless the mailbox is read-only. */
record CloseCommand() implements ImapCommand {
    static final CommandSpec SPEC = CommandSpec.named("CLOSE").in(SELECTED).parsedBy(CloseCommand::parse);

    static CloseCommand parse(ImapLexer in, Grammar grammar) {
        return new CloseCommand();
    }

    @Override
    public Responses execute(ImapContext ctx) throws StoreException {
        SelectedMailbox selected = ctx.selected();
        try {
            if (!selected.isReadOnly()) {
                expunge(ctx, selected);
            }
        } finally {
            ctx.unselect();
        }
        return Responses.ok("Close completed");
    }

    /** RFC 4314 4: without the right to, it is closed all the same. */
    private static void expunge(ImapContext ctx, SelectedMailbox selected) throws StoreException {
        if (selected.mailbox().rights().has(Right.EXPUNGE)) {
            ExpungeCommand.expunge(ctx, selected.mailbox().refresh().deletedUids());
        }
    }
}
