package org.postern.imap.command;

import static org.postern.imap.state.SessionState.NOT_AUTHENTICATED;

import org.postern.imap.response.After;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.imap.state.ConnectionFacts.Tls;
import org.postern.imap.state.ImapContext;
import org.postern.imap.wire.ImapLexer;

/** STARTTLS, RFC 9051 6.2.1. */
record StartTlsCommand() implements ImapCommand {
    static final CommandSpec SPEC =
            CommandSpec.named("STARTTLS").in(NOT_AUTHENTICATED).parsedBy(StartTlsCommand::parse);

    static StartTlsCommand parse(ImapLexer in, Grammar grammar) {
        return new StartTlsCommand();
    }

    @Override
    public Responses execute(ImapContext ctx) throws Refusal {
        if (ctx.connection().tls() != Tls.POSSIBLE) {
            throw Refusal.bad("TLS is not available, or active already");
        }
        return Responses.ok("Begin TLS negotiation now").then(After.START_TLS);
    }
}
