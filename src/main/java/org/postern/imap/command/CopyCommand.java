package org.postern.imap.command;

import static org.postern.imap.state.SessionState.SELECTED;

import org.postern.imap.response.Code;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.imap.state.ImapContext;
import org.postern.imap.state.SelectedMailbox;
import org.postern.imap.syntax.Addressing;
import org.postern.imap.syntax.MailboxText;
import org.postern.imap.syntax.MessageSet;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.CopyOutcome;
import org.postern.store.Mailbox;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/** COPY, RFC 9051 6.4.7. */
record CopyCommand(MessageSet messages, Addressing addressing, MailboxText mailbox) implements ImapCommand {
    static final CommandSpec SPEC =
            CommandSpec.named("COPY").in(SELECTED).usesSequenceNumbers().looks().parsedWithUidForm(CopyCommand::parse);

    static CopyCommand parse(ImapLexer in, Grammar grammar, Addressing addressing) throws ImapSyntaxException {
        MessageSet messages = MessageSet.parse(in);
        in.space();
        return new CopyCommand(messages, addressing, MailboxText.parse(in));
    }

    @Override
    public Responses execute(ImapContext ctx) throws StoreException, Refusal {
        SelectedMailbox selected = ctx.selected();
        UidSet uids = CopyTarget.existing(selected, messages, addressing);
        Processed.requireAll(ctx, uids);
        try (Mailbox target = CopyTarget.open(ctx, mailbox)) {
            CopyOutcome outcome = selected.mailbox().copy(uids, target);
            return outcome.source().isEmpty()
                    ? Responses.ok("Nothing to copy")
                    : Responses.ok(code(outcome), "Copy completed");
        }
    }

    /** COPYUID of RFC 4315. */
    static Code code(CopyOutcome outcome) {
        return Code.copyUid(outcome.targetValidity(), outcome.source(), outcome.target());
    }
}
