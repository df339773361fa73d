package org.postern.imap.command;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.postern.imap.codec.ImapRequest.Octets;
import org.postern.imap.response.Code;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.imap.state.ImapContext;
import org.postern.imap.syntax.DateSyntax;
import org.postern.imap.syntax.FlagSyntax;
import org.postern.imap.syntax.MailboxText;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.StoreException;

/** APPEND, RFC 9051 6.3.12, up to its message; RFC 6855 4 for the UTF8 form. */
record AppendCommand(MailboxText mailbox, Flags flags, Optional<OffsetDateTime> date, Form form)
        implements ImapCommand {
    static final CommandSpec SPEC =
            CommandSpec.named("APPEND").afterLogin().looks().parsedBy(AppendCommand::parse);

    /** What stands around the message. */
    enum Form {
        PLAIN,
        /** {@code UTF8 (~{n} … )}. */
        UTF8
    }

    static AppendCommand parse(ImapLexer in, Grammar grammar) throws ImapSyntaxException {
        MailboxText mailbox = MailboxText.parse(in);
        in.space();
        Flags flags = Flags.NONE;
        if (in.peek() == '(') {
            flags = FlagSyntax.parseList(in);
            in.tryConsume(' ');
        }
        Optional<OffsetDateTime> date = Optional.empty();
        if (in.peek() == '"') {
            date = Optional.of(DateSyntax.parseDateTime(in));
            in.tryConsume(' ');
        }
        Form form = Form.PLAIN;
        if (in.tryPrefix("UTF8 (")) {
            form = Form.UTF8;
        }
        return new AppendCommand(mailbox, flags, date, form);
    }

    /** Came without a message. */
    @Override
    public Responses execute(ImapContext ctx) throws Refusal {
        throw Refusal.bad("A literal with the message is missing");
    }

    @Override
    public BodySink receive(ImapContext ctx, long size, Octets octets) throws StoreException, Refusal {
        if (size > ctx.limits().message()) {
            throw Refusal.no(Code.TOOBIG, "Message is too large");
        }
        if (size == 0) {
            throw Refusal.no(Code.CANNOT, "An empty message cannot be stored");
        }
        Mailbox target = CopyTarget.open(ctx, mailbox);
        try {
            ctx.account().requireRoom(size);
            return new AppendSink(ctx, this, target, ctx.store().spool());
        } catch (StoreException | RuntimeException e) {
            target.close();
            throw e;
        }
    }

    Instant received(ImapContext ctx) {
        return date.map(OffsetDateTime::toInstant).orElseGet(() -> ctx.clock().instant());
    }
}
