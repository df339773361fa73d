package org.postern.imap.command;

import java.util.List;
import java.util.Optional;
import org.postern.imap.response.Code;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.imap.state.ImapContext;
import org.postern.imap.syntax.MailboxText;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.MailboxInfo;
import org.postern.store.MailboxName;
import org.postern.store.Problem;
import org.postern.store.SpecialUse;
import org.postern.store.StoreException;

/** CREATE, RFC 9051 6.3.4, with the USE parameter of RFC 6154 3. */
record CreateCommand(MailboxText mailbox, List<String> uses) implements ImapCommand {
    static final CommandSpec SPEC = CommandSpec.named("CREATE").afterLogin().parsedBy(CreateCommand::parse);

    static CreateCommand parse(ImapLexer in, Grammar grammar) throws ImapSyntaxException {
        MailboxText mailbox = MailboxText.parse(in);
        if (!in.tryConsume(' ') || in.atEnd()) {
            return new CreateCommand(mailbox, List.of());
        }
        in.open();
        if (!in.tryWord("USE")) {
            throw in.error("unknown parameter of CREATE");
        }
        in.space();
        List<String> uses = in.listOrEmpty(item -> {
            item.expect('\\');
            return "\\" + item.atom();
        });
        in.close();
        return new CreateCommand(mailbox, uses);
    }

    @Override
    public Responses execute(ImapContext ctx) throws StoreException, Refusal {
        MailboxName name = mailbox.name(ctx.utf8());
        Optional<SpecialUse> specialUse = wanted();
        MailboxInfo made;
        try {
            made = ctx.account().create(name, specialUse);
        } catch (StoreException e) {
            if (specialUse.isPresent() && e.problem() == Problem.CANNOT) {
                throw Refusal.no(Code.USEATTR, "Special use is taken or not supported");
            }
            throw e;
        }
        ctx.events().mailboxCreated(name);
        return Responses.ok(Code.mailboxId(made), "Create completed");
    }

    /** At most one: here a mailbox has no more (RFC 6154 3 lets a server refuse). */
    private Optional<SpecialUse> wanted() throws Refusal {
        if (uses.isEmpty()) {
            return Optional.empty();
        }
        Optional<SpecialUse> use = SpecialUse.named(uses.get(0));
        if (use.isEmpty() || uses.stream().anyMatch(other -> !other.equalsIgnoreCase(uses.get(0)))) {
            throw Refusal.no(Code.USEATTR, "Special use is not supported");
        }
        return use;
    }
}
