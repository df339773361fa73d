package org.postern.imap.command;

import static org.postern.imap.state.SessionState.SELECTED;

import java.util.List;
import org.postern.imap.response.Code;
import org.postern.imap.response.Completion;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.imap.response.Untagged;
import org.postern.imap.state.ImapContext;
import org.postern.imap.state.ModSeqs;
import org.postern.imap.state.SelectedMailbox;
import org.postern.imap.syntax.Addressing;
import org.postern.imap.syntax.MailboxText;
import org.postern.imap.syntax.MessageSet;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.Arrival;
import org.postern.store.Mailbox;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/**
 * REPLACE and UID REPLACE, RFC 8508, up to the first literal: APPENDUID in an untagged OK, then the dispatcher's EXPUNGE.
 *
 * @param message one number
 */
public record ReplaceCommand(MessageSet message, Addressing addressing, MailboxText mailbox, AppendPiece first)
        implements AppendingCommand {
    public static final CommandSpec SPEC = CommandSpec.named("REPLACE")
            .in(SELECTED)
            .usesSequenceNumbers()
            .tellsExpunges()
            .writes()
            .parsedWithUidForm(ReplaceCommand::parse);

    static ReplaceCommand parse(ImapLexer in, Grammar grammar, Addressing addressing) throws ImapSyntaxException {
        MessageSet message = MessageSet.of(in.tryConsume('*') ? MessageSet.STAR : in.nzNumber());
        in.space();
        return new ReplaceCommand(message, addressing, MailboxText.parse(in), AppendPiece.first(in));
    }

    @Override
    public AppendWork open(ImapContext ctx) throws StoreException, Refusal {
        SelectedMailbox selected = ctx.selected();
        UidSet replaced = CopyTarget.existing(selected, message, addressing);
        int row = replaced.isEmpty() ? -1 : selected.view().row(replaced.min());
        if (row < 0) {
            throw new Refusal(Completion.no("There is no such message"));
        }
        AppendTarget.Room freed =
                new AppendTarget.Room(selected.view().snapshot().octets(row), 1);
        Mailbox target = CopyTarget.open(ctx, mailbox);
        try {
            boolean sameQuota = ctx.account()
                    .owner(target.info().name())
                    .equals(ctx.account().owner(selected.name()));
            AppendTarget.Room here = sameQuota ? freed : AppendTarget.Room.NONE;
            return new AppendWork(ctx, new Target(ctx, replaced.min(), here, target));
        } catch (StoreException | RuntimeException e) {
            target.close();
            throw e;
        }
    }

    private record Target(ImapContext ctx, long replaced, Room freed, Mailbox mailbox) implements AppendTarget {

        /** RFC 8508 4.7: no more than one. */
        @Override
        public void admit(int before) throws Refusal {
            if (before > 0) {
                throw Refusal.bad("A message is replaced by one message");
            }
        }

        @Override
        public Responses place(List<Arrival> arrivals) throws StoreException {
            SelectedMailbox selected = ctx.selected();
            long uid = selected.mailbox().replace(replaced, arrivals.get(0), mailbox);
            ctx.events().expunged(selected.name(), 1);
            Code code = Code.appendUid(mailbox.info().uidValidity(), UidSet.of(uid));
            return Responses.of(List.of(Untagged.line("OK [" + code.text() + "] Replacement is there")))
                    .endingIn(ModSeqs.expunged(ctx, "Replace completed"));
        }

        @Override
        public void close() {
            mailbox.close();
        }
    }
}
