package org.postern.imap.feature;

import org.postern.imap.command.CommandSpec;
import org.postern.imap.command.Grammar;
import org.postern.imap.command.ImapCommand;
import org.postern.imap.response.Responses;
import org.postern.imap.state.ImapContext;
import org.postern.imap.syntax.MailboxText;
import org.postern.imap.syntax.RightsChange;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.AccessChange;
import org.postern.store.MailboxName;
import org.postern.store.Rights;
import org.postern.store.StoreException;

/** SETACL and DELETEACL, RFC 4314 3.1 and 3.2. */
record SetAclCommand(MailboxText mailbox, AclIdentifier identifier, AccessChange.Kind kind, Rights rights)
        implements ImapCommand {
    static final CommandSpec SPEC = CommandSpec.named("SETACL").afterLogin().parsedBy(SetAclCommand::parse);
    static final CommandSpec DELETEACL =
            CommandSpec.named("DELETEACL").afterLogin().parsedBy(SetAclCommand::parseDelete);

    static SetAclCommand parse(ImapLexer in, Grammar grammar) throws ImapSyntaxException {
        MailboxText mailbox = MailboxText.parse(in);
        in.space();
        AclIdentifier identifier = AclIdentifier.parse(in);
        in.space();
        int from = in.position();
        RightsChange change = RightsChange.parse(in.astring())
                .orElseThrow(() -> new ImapSyntaxException(from, "rights expected: some of lrswipkxtea"));
        return new SetAclCommand(mailbox, identifier, change.kind(), change.rights());
    }

    static SetAclCommand parseDelete(ImapLexer in, Grammar grammar) throws ImapSyntaxException {
        MailboxText mailbox = MailboxText.parse(in);
        in.space();
        return new SetAclCommand(mailbox, AclIdentifier.parse(in), AccessChange.Kind.DELETE, Rights.NONE);
    }

    @Override
    public Responses execute(ImapContext ctx) throws StoreException {
        MailboxName name = mailbox.name(ctx.utf8());
        ctx.account()
                .changeAccess(name, new AccessChange(identifier.of(ctx.account().user()), kind, rights));
        ctx.events().accessChanged(name, identifier.text(), rights.letters());
        return Responses.ok(kind == AccessChange.Kind.DELETE ? "Deleteacl completed" : "Setacl completed");
    }
}
