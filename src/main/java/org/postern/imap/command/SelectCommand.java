package org.postern.imap.command;

import java.util.ArrayList;
import java.util.List;
import org.postern.imap.response.Code;
import org.postern.imap.response.Completion;
import org.postern.imap.response.ProblemAnswer;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.imap.response.Untagged;
import org.postern.imap.response.UntaggedSeries;
import org.postern.imap.state.Access;
import org.postern.imap.state.ImapContext;
import org.postern.imap.state.ModSeqs;
import org.postern.imap.state.Naming;
import org.postern.imap.state.SelectedMailbox;
import org.postern.imap.state.SelectedMailbox.RecentFlag;
import org.postern.imap.syntax.MailboxText;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.StoreException;

/** SELECT and EXAMINE, RFC 9051 6.3.2 and 6.3.3, with the parameters of RFC 7162. */
record SelectCommand(MailboxText mailbox, SelectParameters parameters, Access access) implements ImapCommand {
    static final CommandSpec SPEC =
            CommandSpec.named("SELECT").afterLogin().parsedBy((in, grammar) -> parse(in, Access.READ_WRITE));
    static final CommandSpec EXAMINE =
            CommandSpec.named("EXAMINE").afterLogin().parsedBy((in, grammar) -> parse(in, Access.READ_ONLY));

    static SelectCommand parse(ImapLexer in, Access access) throws ImapSyntaxException {
        return new SelectCommand(MailboxText.parse(in), SelectParameters.parse(in), access);
    }

    @Override
    public Responses execute(ImapContext ctx) throws Refusal {
        parameters.check(ctx);
        List<Untagged> lines = new ArrayList<>();
        if (ctx.selection().isPresent()) {
            lines.add(Untagged.line("OK [CLOSED] Previous mailbox is closed"));
        }
        // Whatever comes of it, the mailbox selected before is not selected any more (RFC 9051 6.3.2).
        ctx.unselect();
        if (parameters.modSeqs() == SelectParameters.ModSeqUse.WANTED) {
            lines.addAll(ModSeqs.turnOn(ctx)); // none, for no mailbox is selected
        }
        try {
            RecentFlag recent = ctx.isRev2() ? RecentFlag.UNKNOWN : RecentFlag.KEPT;
            SelectedMailbox selected =
                    SelectedMailbox.open(ctx.account(), mailbox.name(ctx.utf8()), access, recent, ctx::wake);
            ctx.select(selected);
            if (ctx.annotationNews().isPresent()) {
                ctx.annotationNews().get().select(ctx.account(), selected.mailbox());
            }
            if (ctx.isEnabled(Naming.UIDONLY)) {
                selected.view().nameByUid();
            }
            lines.addAll(SelectLines.of(selected, ctx));
            UntaggedSeries all = UntaggedSeries.of(lines);
            if (parameters.resync().isPresent()) {
                all = all.then(parameters.resync().get().lines(selected));
            }
            return all.endingIn(completion(selected));
        } catch (StoreException e) {
            ctx.unselect();
            return Responses.of(lines).endingIn(ProblemAnswer.of(e));
        }
    }

    /** Who has no right to change anything is told so, though he asked for more (RFC 4314 5.2). */
    private Completion completion(SelectedMailbox selected) {
        Code code = selected.isReadOnly() ? Code.READ_ONLY : Code.READ_WRITE;
        return switch (access) {
            case READ_WRITE -> Completion.ok(code, "Select completed");
            case READ_ONLY -> Completion.ok(code, "Examine completed");
        };
    }
}
