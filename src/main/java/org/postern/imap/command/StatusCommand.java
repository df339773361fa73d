package org.postern.imap.command;

import java.util.ArrayList;
import java.util.List;
import org.postern.imap.response.Responses;
import org.postern.imap.response.Untagged;
import org.postern.imap.state.ImapContext;
import org.postern.imap.state.ModSeqs;
import org.postern.imap.syntax.MailboxText;
import org.postern.imap.syntax.StatusItem;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.StoreException;

/** STATUS, RFC 9051 6.3.11. */
record StatusCommand(MailboxText mailbox, List<StatusItem> items) implements ImapCommand {
    static final CommandSpec SPEC = CommandSpec.named("STATUS").afterLogin().parsedBy(StatusCommand::parse);

    static StatusCommand parse(ImapLexer in, Grammar grammar) throws ImapSyntaxException {
        MailboxText mailbox = MailboxText.parse(in);
        in.space();
        return new StatusCommand(mailbox, grammar.statusItems().parse(in));
    }

    @Override
    public Responses execute(ImapContext ctx) throws StoreException {
        StatusLine line = StatusLine.of(ctx, mailbox.name(ctx.utf8()), items);
        boolean usesModSeq = items.stream().anyMatch(item -> item.name().equals(ModSeqs.HIGHEST));
        List<Untagged> lines = new ArrayList<>(usesModSeq ? ModSeqs.turnOn(ctx) : List.of());
        lines.add(line);
        return Responses.of(lines).ok("Status completed");
    }
}
