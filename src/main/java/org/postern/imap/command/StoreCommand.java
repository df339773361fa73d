package org.postern.imap.command;

import static org.postern.imap.state.SessionState.SELECTED;

import java.util.List;
import java.util.Optional;
import org.postern.imap.response.Code;
import org.postern.imap.response.Completion;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.imap.response.Untagged;
import org.postern.imap.state.ImapContext;
import org.postern.imap.state.MailboxView;
import org.postern.imap.state.ModSeqs;
import org.postern.imap.state.SelectedMailbox;
import org.postern.imap.syntax.Addressing;
import org.postern.imap.syntax.FlagSyntax;
import org.postern.imap.syntax.MessageSet;
import org.postern.imap.syntax.ModSeqSyntax;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.FlagChange;
import org.postern.store.FlagOutcome;
import org.postern.store.ModSeq;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/**
 * STORE, RFC 9051 6.4.6, and conditional STORE, RFC 7162 3.1.3. The FETCH responses are the dispatcher's, from what the view
 * is told here.
 */
record StoreCommand(
        MessageSet messages, Addressing addressing, Optional<ModSeq> unlessChangedSince, FlagChange change, Echo echo)
        implements ImapCommand {
    static final CommandSpec SPEC = CommandSpec.named("STORE")
            .in(SELECTED)
            .usesSequenceNumbers()
            .writes()
            .parsedWithUidForm(StoreCommand::parse);

    /** Whether the client wants to be told the new flags. */
    enum Echo {
        WANTED,
        SILENT
    }

    static StoreCommand parse(ImapLexer in, Grammar grammar, Addressing addressing) throws ImapSyntaxException {
        MessageSet messages = MessageSet.parse(in);
        in.space();
        Optional<ModSeq> unlessChangedSince = Optional.empty();
        if (in.peek() == '(') {
            List<ModSeq> modifiers = in.list(StoreCommand::modifier);
            unlessChangedSince = Optional.of(modifiers.get(modifiers.size() - 1));
            in.space();
        }
        FlagChange.Kind kind = in.tryConsume('+')
                ? FlagChange.Kind.ADD
                : in.tryConsume('-') ? FlagChange.Kind.REMOVE : FlagChange.Kind.REPLACE;
        Echo echo = echo(in);
        in.space();
        FlagChange change = new FlagChange(kind, FlagSyntax.parseStoreFlags(in));
        return new StoreCommand(messages, addressing, unlessChangedSince, change, echo);
    }

    private static ModSeq modifier(ImapLexer in) throws ImapSyntaxException {
        if (!in.tryWord("UNCHANGEDSINCE")) {
            throw in.error("unknown STORE modifier");
        }
        in.space();
        return ModSeqSyntax.parse(in);
    }

    private static Echo echo(ImapLexer in) throws ImapSyntaxException {
        if (in.tryWord("FLAGS")) {
            return Echo.WANTED;
        }
        if (in.tryWord("FLAGS.SILENT")) {
            return Echo.SILENT;
        }
        throw in.error("FLAGS expected");
    }

    @Override
    public Responses execute(ImapContext ctx) throws StoreException, Refusal {
        SelectedMailbox selected = ctx.selected();
        MailboxView view = selected.view();
        List<Untagged> first = unlessChangedSince.isPresent() ? ModSeqs.turnOn(ctx) : List.of();
        Processed processed = Processed.of(ctx, view.resolve(messages, addressing));
        UidSet uids = processed.uids();
        FlagOutcome outcome = selected.mailbox().flag(uids, change, unlessChangedSince);
        switch (echo) {
            case WANTED -> view.announce(uids);
            case SILENT -> {
                view.assume(uids.minus(outcome.gone()).minus(outcome.modified()), change);
                if (unlessChangedSince.isPresent()) {
                    // Those refused, so that the client need not ask; and those that were so already.
                    view.announce(uids.minus(outcome.changed()));
                }
            }
        }
        return processed.of(Responses.of(first).endingIn(completion(view, outcome)));
    }

    private Completion completion(MailboxView view, FlagOutcome outcome) {
        boolean missed = addressing == Addressing.SEQUENCE && !outcome.gone().isEmpty();
        if (!outcome.modified().isEmpty()) {
            Code code = Code.modified(
                    addressing == Addressing.UID ? outcome.modified() : view.sequences(outcome.modified()));
            return missed
                    ? Completion.no(code, "Some of the messages no longer exist, some have changed")
                    : Completion.ok(code, "Some of the messages have changed");
        }
        return missed
                ? Completion.no(Code.EXPUNGEISSUED, "Some of the messages no longer exist")
                : Completion.ok("Store completed");
    }
}
