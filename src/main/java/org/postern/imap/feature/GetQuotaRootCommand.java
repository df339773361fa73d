package org.postern.imap.feature;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postern.imap.command.CommandSpec;
import org.postern.imap.command.Grammar;
import org.postern.imap.command.ImapCommand;
import org.postern.imap.response.Code;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.imap.response.Untagged;
import org.postern.imap.state.ImapContext;
import org.postern.imap.syntax.MailboxText;
import org.postern.imap.wire.ImapComposer;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.imap.wire.Utf8;
import org.postern.store.MailboxName;
import org.postern.store.Right;
import org.postern.store.StoreException;
import org.postern.store.UserName;
import org.postern.wire.Progress;

/** GETQUOTAROOT, RFC 9208 4.1.2; the mailbox need not exist. */
record GetQuotaRootCommand(MailboxText mailbox) implements ImapCommand {
    static final CommandSpec SPEC =
            CommandSpec.named("GETQUOTAROOT").afterLogin().parsedBy(GetQuotaRootCommand::parse);

    static GetQuotaRootCommand parse(ImapLexer in, Grammar grammar) throws ImapSyntaxException {
        return new GetQuotaRootCommand(MailboxText.parse(in));
    }

    @Override
    public Responses execute(ImapContext ctx) throws StoreException, Refusal {
        MailboxName name = mailbox.name(ctx.utf8());
        List<Untagged> answer = new ArrayList<>();
        Optional<UserName> owner = ctx.account().owner(name);
        if (owner.filter(ctx.account().user()::equals).isEmpty()
                && !ctx.account().rights(name).has(Right.READ)) {
            throw Refusal.no(Code.NOPERM, "What is stored there is not yours to know"); // RFC 9208 6
        }
        Optional<QuotaRoot> root = owner.map(user -> rootOf(user, ctx));
        Optional<Untagged> quota =
                root.isEmpty() ? Optional.empty() : root.get().line(ctx);
        answer.add(rootLine(name, quota.flatMap(line -> root.map(QuotaRoot::name)), ctx.utf8()));
        quota.ifPresent(answer::add);
        return Responses.of(answer).ok("Getquotaroot completed");
    }

    private static QuotaRoot rootOf(UserName owner, ImapContext ctx) {
        return owner.equals(ctx.account().user()) ? QuotaRoot.own(ctx) : QuotaRoot.of(owner);
    }

    private static Untagged rootLine(MailboxName name, Optional<String> root, Utf8 utf8) {
        return out -> {
            ImapComposer line =
                    new ImapComposer(out, utf8).untagged("QUOTAROOT ").astring(MailboxText.compose(name, utf8));
            root.ifPresent(text -> line.space().astring(text));
            line.end();
            return Progress.DONE;
        };
    }
}
