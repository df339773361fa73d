package org.postern.imap.command;

import static org.postern.imap.state.SessionState.SELECTED;

import java.util.List;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.imap.response.Untagged;
import org.postern.imap.state.ImapContext;
import org.postern.imap.state.ModSeqs;
import org.postern.imap.state.SelectedMailbox;
import org.postern.imap.syntax.Addressing;
import org.postern.imap.syntax.MailboxText;
import org.postern.imap.syntax.MessageSet;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.CopyOutcome;
import org.postern.store.Mailbox;
import org.postern.store.StoreException;

/** MOVE, RFC 9051 6.4.8 and RFC 6851: COPYUID in an untagged OK, then the dispatcher's EXPUNGEs. */
record MoveCommand(MessageSet messages, Addressing addressing, MailboxText mailbox) implements ImapCommand {
    static final CommandSpec SPEC = CommandSpec.named("MOVE")
            .in(SELECTED)
            .usesSequenceNumbers()
            .tellsExpunges()
            .writes()
            .parsedWithUidForm(MoveCommand::parse);

    static MoveCommand parse(ImapLexer in, Grammar grammar, Addressing addressing) throws ImapSyntaxException {
        MessageSet messages = MessageSet.parse(in);
        in.space();
        return new MoveCommand(messages, addressing, MailboxText.parse(in));
    }

    @Override
    public Responses execute(ImapContext ctx) throws StoreException, Refusal {
        SelectedMailbox selected = ctx.selected();
        Processed processed = Processed.of(ctx, CopyTarget.existing(selected, messages, addressing));
        try (Mailbox target = CopyTarget.open(ctx, mailbox)) {
            CopyOutcome outcome = selected.mailbox().move(processed.uids(), target);
            return processed.of(
                    outcome.source().isEmpty()
                            ? Responses.ok("Nothing to move")
                            : Responses.of(List.of(moved(outcome))).endingIn(ModSeqs.expunged(ctx, "Move completed")));
        }
    }

    private static Untagged moved(CopyOutcome outcome) {
        return Untagged.line("OK [" + CopyCommand.code(outcome).text() + "] Moved");
    }
}
