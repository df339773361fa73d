package org.postern.imap.command;

import static org.postern.imap.state.SessionState.SELECTED;

import java.util.Optional;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.imap.state.ImapContext;
import org.postern.imap.state.ModSeqs;
import org.postern.imap.state.SelectedMailbox;
import org.postern.imap.syntax.Addressing;
import org.postern.imap.syntax.MessageSet;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/**
 * EXPUNGE and UID EXPUNGE, RFC 9051 6.4.3 and 6.4.9, RFC 4315. The EXPUNGE responses are the dispatcher's.
 *
 * @param only what UID EXPUNGE names
 */
record ExpungeCommand(Optional<MessageSet> only) implements ImapCommand {
    static final CommandSpec SPEC =
            CommandSpec.named("EXPUNGE").in(SELECTED).writes().parsedWithUidForm(ExpungeCommand::parse);

    static ExpungeCommand parse(ImapLexer in, Grammar grammar, Addressing addressing) throws ImapSyntaxException {
        return new ExpungeCommand(
                switch (addressing) {
                    case SEQUENCE -> Optional.empty();
                    case UID -> Optional.of(MessageSet.parse(in));
                });
    }

    @Override
    public Responses execute(ImapContext ctx) throws StoreException, Refusal {
        SelectedMailbox selected = ctx.selected();
        UidSet deleted = selected.mailbox().refresh().deletedUids();
        // RFC 9738 3.1: EXPUNGE knows no limit, UID EXPUNGE counts messages with \Deleted.
        Processed processed = only.isPresent()
                ? Processed.of(ctx, deleted.and(selected.view().resolve(only.get(), Addressing.UID)))
                : new Processed(deleted, Optional.empty());
        UidSet gone = expunge(ctx, processed.uids());
        String text = "Expunge completed";
        return processed.of(gone.isEmpty() ? Responses.ok(text) : Responses.of(ModSeqs.expunged(ctx, text)));
    }

    static UidSet expunge(ImapContext ctx, UidSet uids) throws StoreException {
        SelectedMailbox selected = ctx.selected();
        UidSet gone = selected.mailbox().expunge(uids);
        if (!gone.isEmpty()) {
            ctx.events().expunged(selected.name(), gone.size());
        }
        return gone;
    }
}
