package org.postern.imap.command;

import java.nio.charset.StandardCharsets;
import org.postern.imap.response.Completion;
import org.postern.imap.response.Responses;
import org.postern.imap.response.UntaggedSeries;
import org.postern.imap.state.Expunges;
import org.postern.imap.state.ImapContext;
import org.postern.imap.state.Mode;
import org.postern.imap.state.SelectedMailbox;
import org.postern.imap.state.SelectedNews;
import org.postern.imap.syntax.Addressing;
import org.postern.imap.wire.ImapLexer;
import org.postern.store.StoreException;

/** IDLE, RFC 9051 6.3.13 and RFC 2177: what changes is told at once until DONE comes. */
record IdleCommand() implements ImapCommand {
    static final CommandSpec SPEC =
            CommandSpec.named("IDLE").afterLogin().looks().parsedBy(IdleCommand::parse);

    static IdleCommand parse(ImapLexer in, Grammar grammar) {
        return new IdleCommand();
    }

    @Override
    public Responses execute(ImapContext ctx) {
        ctx.enter(new Idling(ctx));
        // What is new by now is told right after the "+", by the wake-up.
        ctx.selection().ifPresent(SelectedMailbox::touch);
        ctx.wake();
        return Responses.of(Completion.goOn("idling"));
    }

    private record Idling(ImapContext ctx) implements Mode {
        @Override
        public Responses line(byte[] line) {
            return new String(line, StandardCharsets.ISO_8859_1).trim().equalsIgnoreCase("DONE")
                    ? Responses.ok("Idle completed")
                    : Responses.bad("DONE expected");
        }

        @Override
        public UntaggedSeries wake() throws StoreException {
            return ctx.selection().isEmpty()
                    ? ctx.news()
                    : ctx.news().then(SelectedNews.of(ctx, Addressing.SEQUENCE, Expunges.TOLD));
        }
    }
}
