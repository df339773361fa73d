package org.postern.imap.command;

import java.util.Optional;
import org.postern.imap.response.Responses;
import org.postern.imap.state.ImapContext;
import org.postern.imap.state.SelectedMailbox;
import org.postern.imap.syntax.MailboxText;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.MailboxName;
import org.postern.store.StoreException;

/** RENAME, RFC 9051 6.3.6. A selected mailbox stays selected under its new name. */
record RenameCommand(MailboxText from, MailboxText to) implements ImapCommand {
    static final CommandSpec SPEC = CommandSpec.named("RENAME").afterLogin().parsedBy(RenameCommand::parse);

    static RenameCommand parse(ImapLexer in, Grammar grammar) throws ImapSyntaxException {
        MailboxText from = MailboxText.parse(in);
        in.space();
        return new RenameCommand(from, MailboxText.parse(in));
    }

    @Override
    public Responses execute(ImapContext ctx) throws StoreException {
        MailboxName source = from.name(ctx.utf8());
        MailboxName target = to.name(ctx.utf8());
        Optional<SelectedMailbox> selection = ctx.selection();
        Optional<MailboxName> selectedName = selection.map(SelectedMailbox::name);
        ctx.account().rename(source, target);
        ctx.events().mailboxRenamed(source, target);
        if (selection.isPresent() && !source.isInbox() && affects(source, selectedName.get())) {
            MailboxName renamed = selectedName.get().moved(source, target);
            selection.get().continueWith(ctx.account().open(renamed));
        }
        return Responses.ok("Rename completed");
    }

    private static boolean affects(MailboxName renamed, MailboxName name) {
        return name.equals(renamed) || name.isBelow(renamed);
    }
}
