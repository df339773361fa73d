package org.postern.imap.command;

import org.postern.imap.response.Responses;
import org.postern.imap.state.ImapContext;
import org.postern.imap.wire.ImapLexer;

/** NOOP, RFC 9051 6.1.2: what is new is told by the dispatcher. */
record NoopCommand() implements ImapCommand {
    static final CommandSpec SPEC =
            CommandSpec.named("NOOP").inAnyState().looks().parsedBy(NoopCommand::parse);

    static NoopCommand parse(ImapLexer in, Grammar grammar) {
        return new NoopCommand();
    }

    @Override
    public Responses execute(ImapContext ctx) {
        return Responses.ok("Noop completed");
    }
}
