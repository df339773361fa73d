package org.postern.imap.command;

import static org.postern.imap.state.SessionState.SELECTED;

import java.util.Optional;
import org.postern.imap.response.Code;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.imap.state.ImapContext;
import org.postern.imap.state.SelectedMailbox;
import org.postern.imap.syntax.Addressing;
import org.postern.imap.syntax.FlagSyntax;
import org.postern.imap.syntax.MessageSet;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.FlagChange;
import org.postern.store.FlagOutcome;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/** STORE, RFC 9051 6.4.6. The FETCH responses are the dispatcher's, from what the view is told here. */
record StoreCommand(MessageSet messages, Addressing addressing, FlagChange change, Echo echo) implements ImapCommand {
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
        FlagChange.Kind kind = in.tryConsume('+')
                ? FlagChange.Kind.ADD
                : in.tryConsume('-') ? FlagChange.Kind.REMOVE : FlagChange.Kind.REPLACE;
        Echo echo = echo(in);
        in.space();
        return new StoreCommand(messages, addressing, new FlagChange(kind, FlagSyntax.parseStoreFlags(in)), echo);
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
        UidSet uids = selected.view().resolve(messages, addressing);
        FlagOutcome outcome = selected.mailbox().flag(uids, change, Optional.empty());
        switch (echo) {
            case WANTED -> selected.view().announce(uids);
            case SILENT -> selected.view().assume(uids.minus(outcome.gone()), change);
        }
        boolean named = addressing == Addressing.SEQUENCE && !outcome.gone().isEmpty();
        return named
                ? Responses.no(Code.EXPUNGEISSUED, "Some of the messages no longer exist")
                : Responses.ok("Store completed");
    }
}
