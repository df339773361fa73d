package org.postern.imap.command;

import java.util.ArrayList;
import java.util.List;
import org.postern.imap.response.Code;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.imap.response.Untagged;
import org.postern.imap.state.ImapContext;
import org.postern.imap.syntax.MailboxText;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.MailboxEntry.Existence;
import org.postern.store.MailboxName;
import org.postern.store.Problem;
import org.postern.store.StoreException;

/** DELETE, RFC 9051 6.3.5. */
record DeleteCommand(MailboxText mailbox) implements ImapCommand {
    static final CommandSpec SPEC = CommandSpec.named("DELETE").afterLogin().parsedBy(DeleteCommand::parse);

    static DeleteCommand parse(ImapLexer in, Grammar grammar) throws ImapSyntaxException {
        return new DeleteCommand(MailboxText.parse(in));
    }

    @Override
    public Responses execute(ImapContext ctx) throws StoreException, Refusal {
        MailboxName name = mailbox.name(ctx.utf8());
        boolean selected = ctx.selection().filter(s -> s.name().equals(name)).isPresent();
        try {
            ctx.account().delete(name);
        } catch (StoreException e) {
            if (e.problem() == Problem.NO_SUCH_MAILBOX && hasInferiors(ctx, name)) {
                throw Refusal.no(Code.HASCHILDREN, "It is only a level above other mailboxes");
            }
            throw e;
        }
        ctx.events().mailboxDeleted(name);
        List<Untagged> lines = new ArrayList<>();
        if (selected) {
            ctx.unselect();
            lines.add(Untagged.line("OK [CLOSED] Selected mailbox is deleted"));
        }
        return Responses.of(lines).ok("Delete completed");
    }

    private static boolean hasInferiors(ImapContext ctx, MailboxName name) throws StoreException {
        return ctx.account().mailboxes().stream()
                .anyMatch(e -> e.existence() == Existence.SELECTABLE && e.name().isBelow(name));
    }
}
