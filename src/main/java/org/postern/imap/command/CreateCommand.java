package org.postern.imap.command;

import java.util.Optional;
import org.postern.imap.response.Code;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.imap.state.ImapContext;
import org.postern.imap.syntax.MailboxText;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.MailboxName;
import org.postern.store.Problem;
import org.postern.store.SpecialUse;
import org.postern.store.StoreException;

/** CREATE, RFC 9051 6.3.4, with the USE parameter of RFC 6154 3. */
record CreateCommand(MailboxText mailbox, Optional<String> use) implements ImapCommand {
    static final CommandSpec SPEC = CommandSpec.named("CREATE").afterLogin().parsedBy(CreateCommand::parse);

    static CreateCommand parse(ImapLexer in, Grammar grammar) throws ImapSyntaxException {
        MailboxText mailbox = MailboxText.parse(in);
        if (!in.tryConsume(' ') || in.atEnd()) {
            return new CreateCommand(mailbox, Optional.empty());
        }
        in.open();
        if (!in.tryWord("USE")) {
            throw in.error("unknown parameter of CREATE");
        }
        in.space();
        in.open();
        int from = in.position();
        in.expect('\\');
        String use = "\\" + in.atom();
        if (in.peek() == ' ') {
            throw new ImapSyntaxException(from, "only one special use is possible");
        }
        in.close();
        in.close();
        return new CreateCommand(mailbox, Optional.of(use));
    }

    @Override
    public Responses execute(ImapContext ctx) throws StoreException, Refusal {
        MailboxName name = mailbox.nameToCreate(ctx.utf8());
        Optional<SpecialUse> specialUse = use.isEmpty() ? Optional.empty() : Optional.of(known(use.get()));
        try {
            ctx.account().create(name, specialUse);
        } catch (StoreException e) {
            if (specialUse.isPresent() && e.problem() == Problem.CANNOT) {
                throw Refusal.no(Code.USEATTR, "Special use is taken or not supported");
            }
            throw e;
        }
        ctx.events().mailboxCreated(name);
        return Responses.ok("Create completed");
    }

    private static SpecialUse known(String attribute) throws Refusal {
        for (SpecialUse use : SpecialUse.values()) {
            if (use.wireName().equalsIgnoreCase(attribute)) {
                return use;
            }
        }
        throw Refusal.no(Code.USEATTR, "Special use is not supported");
    }
}
