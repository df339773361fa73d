package org.postern.imap.feature;

import org.postern.imap.command.CommandSpec;
import org.postern.imap.command.Grammar;
import org.postern.imap.command.ImapCommand;
import org.postern.imap.command.MyRightsLine;
import org.postern.imap.response.Responses;
import org.postern.imap.state.ImapContext;
import org.postern.imap.syntax.MailboxText;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.MailboxName;
import org.postern.store.StoreException;

/** MYRIGHTS, RFC 4314 3.5. */
record MyRightsCommand(MailboxText mailbox) implements ImapCommand {
    static final CommandSpec SPEC = CommandSpec.named("MYRIGHTS").afterLogin().parsedBy(MyRightsCommand::parse);

    static MyRightsCommand parse(ImapLexer in, Grammar grammar) throws ImapSyntaxException {
        return new MyRightsCommand(MailboxText.parse(in));
    }

    @Override
    public Responses execute(ImapContext ctx) throws StoreException {
        MailboxName name = mailbox.name(ctx.utf8());
        return Responses.of(new MyRightsLine(name.path(), ctx.account().rights(name), ctx.utf8()))
                .ok("Myrights completed");
    }
}
