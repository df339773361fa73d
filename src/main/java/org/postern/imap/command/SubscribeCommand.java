package org.postern.imap.command;

import org.postern.imap.response.Responses;
import org.postern.imap.state.ImapContext;
import org.postern.imap.syntax.MailboxText;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.MailboxEntry.Subscription;
import org.postern.store.StoreException;

/** SUBSCRIBE and UNSUBSCRIBE, RFC 9051 6.3.7 and 6.3.8; the name need not exist. */
record SubscribeCommand(MailboxText mailbox, Subscription subscription) implements ImapCommand {
    static final CommandSpec SPEC =
            CommandSpec.named("SUBSCRIBE").afterLogin().parsedBy((in, grammar) -> parse(in, Subscription.SUBSCRIBED));
    static final CommandSpec UNSUBSCRIBE = CommandSpec.named("UNSUBSCRIBE")
            .afterLogin()
            .parsedBy((in, grammar) -> parse(in, Subscription.UNSUBSCRIBED));

    static SubscribeCommand parse(ImapLexer in, Subscription subscription) throws ImapSyntaxException {
        return new SubscribeCommand(MailboxText.parse(in), subscription);
    }

    @Override
    public Responses execute(ImapContext ctx) throws StoreException {
        ctx.account().subscribe(mailbox.name(ctx.utf8()), subscription);
        return Responses.ok(
                switch (subscription) {
                    case SUBSCRIBED -> "Subscribe completed";
                    case UNSUBSCRIBED -> "Unsubscribe completed";
                });
    }
}
