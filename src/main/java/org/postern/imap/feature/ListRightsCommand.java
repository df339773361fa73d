package org.postern.imap.feature;

import java.util.Optional;
import org.postern.imap.command.CommandSpec;
import org.postern.imap.command.Grammar;
import org.postern.imap.command.ImapCommand;
import org.postern.imap.response.Responses;
import org.postern.imap.response.Untagged;
import org.postern.imap.state.ImapContext;
import org.postern.imap.syntax.MailboxText;
import org.postern.imap.wire.ImapComposer;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.AccessIdentifier;
import org.postern.store.AccessIdentifier.Kind;
import org.postern.store.AccessIdentifier.Sign;
import org.postern.store.AccessList;
import org.postern.store.MailboxName;
import org.postern.store.Right;
import org.postern.store.Rights;
import org.postern.store.StoreException;
import org.postern.store.UserName;
import org.postern.wire.Progress;

/** LISTRIGHTS, RFC 4314 3.4: no right is tied to another; an owner always has some. */
record ListRightsCommand(MailboxText mailbox, AclIdentifier identifier) implements ImapCommand {
    static final CommandSpec SPEC = CommandSpec.named("LISTRIGHTS").afterLogin().parsedBy(ListRightsCommand::parse);

    static ListRightsCommand parse(ImapLexer in, Grammar grammar) throws ImapSyntaxException {
        MailboxText mailbox = MailboxText.parse(in);
        in.space();
        return new ListRightsCommand(mailbox, AclIdentifier.parse(in));
    }

    @Override
    public Responses execute(ImapContext ctx) throws StoreException {
        MailboxName name = mailbox.name(ctx.utf8());
        ctx.account().access(name); // whether it may be asked
        Optional<UserName> owner = ctx.account().owner(name);
        AccessIdentifier who = identifier.of(ctx.account().user());
        boolean own = who.kind() == Kind.OWNER
                || (who.user().isPresent() && who.user().equals(owner));
        Rights always = own && who.sign() == Sign.GRANTS ? AccessList.OF_OWNERS : Rights.NONE;
        Untagged line = out -> {
            ImapComposer rights = new ImapComposer(out, ctx.utf8())
                    .untagged("LISTRIGHTS ")
                    .astring(MailboxText.compose(name, ctx.utf8()))
                    .space()
                    .astring(identifier.text())
                    .space()
                    .astring(always.letters());
            for (Right right : Rights.ALL.minus(always).all().stream().sorted().toList()) {
                rights.raw(" " + right.letter());
            }
            rights.raw(" c d").end();
            return Progress.DONE;
        };
        return Responses.of(line).ok("Listrights completed");
    }
}
