package org.postern.imap.feature;

import org.postern.imap.command.CommandSpec;
import org.postern.imap.command.Grammar;
import org.postern.imap.command.ImapCommand;
import org.postern.imap.response.Responses;
import org.postern.imap.response.Untagged;
import org.postern.imap.state.ImapContext;
import org.postern.imap.syntax.MailboxText;
import org.postern.imap.syntax.RightsSyntax;
import org.postern.imap.wire.ImapComposer;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.imap.wire.Utf8;
import org.postern.store.AccessList;
import org.postern.store.MailboxName;
import org.postern.store.StoreException;
import org.postern.wire.Progress;

/** GETACL, RFC 4314 3.3. */
record GetAclCommand(MailboxText mailbox) implements ImapCommand {
    static final CommandSpec SPEC = CommandSpec.named("GETACL").afterLogin().parsedBy(GetAclCommand::parse);

    static GetAclCommand parse(ImapLexer in, Grammar grammar) throws ImapSyntaxException {
        return new GetAclCommand(MailboxText.parse(in));
    }

    @Override
    public Responses execute(ImapContext ctx) throws StoreException {
        MailboxName name = mailbox.name(ctx.utf8());
        return Responses.of(line(name, ctx.account().access(name), ctx.utf8())).ok("Getacl completed");
    }

    private static Untagged line(MailboxName name, AccessList list, Utf8 utf8) {
        return out -> {
            ImapComposer line = new ImapComposer(out, utf8).untagged("ACL ").astring(MailboxText.compose(name, utf8));
            for (var entry : list.entries()) {
                line.space()
                        .astring(AclIdentifier.compose(entry.getKey()))
                        .space()
                        .astring(RightsSyntax.compose(entry.getValue()));
            }
            line.end();
            return Progress.DONE;
        };
    }
}
