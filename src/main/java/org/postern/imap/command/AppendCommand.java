package org.postern.imap.command;

import java.util.List;
import org.postern.imap.response.Code;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.imap.state.ImapContext;
import org.postern.imap.syntax.MailboxText;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.Arrival;
import org.postern.store.Mailbox;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/** APPEND, RFC 9051 6.3.12, of one or more messages (RFC 3502), up to its first literal. */
record AppendCommand(MailboxText mailbox, AppendPiece first) implements AppendingCommand {
    static final CommandSpec SPEC =
            CommandSpec.named("APPEND").afterLogin().looks().parsedBy(AppendCommand::parse);

    static AppendCommand parse(ImapLexer in, Grammar grammar) throws ImapSyntaxException {
        return new AppendCommand(MailboxText.parse(in), AppendPiece.first(in));
    }

    @Override
    public AppendWork open(ImapContext ctx) throws StoreException, Refusal {
        return new AppendWork(ctx, new Target(ctx, CopyTarget.open(ctx, mailbox)));
    }

    private record Target(ImapContext ctx, Mailbox mailbox) implements AppendTarget {
        @Override
        public Room freed() {
            return Room.NONE;
        }

        @Override
        public void admit(int before) {
            // as many as the limits allow
        }

        @Override
        public Responses place(List<Arrival> arrivals) throws StoreException {
            mailbox.reportTo(ctx.progress());
            UidSet uids = mailbox.append(arrivals);
            return Responses.ok(Code.appendUid(mailbox.info().uidValidity(), uids), "Append completed");
        }

        @Override
        public void close() {
            mailbox.close();
        }
    }
}
