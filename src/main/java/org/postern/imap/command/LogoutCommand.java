package org.postern.imap.command;

import org.postern.imap.response.After;
import org.postern.imap.response.Responses;
import org.postern.imap.response.Untagged;
import org.postern.imap.state.ImapContext;
import org.postern.imap.wire.ImapLexer;

/** LOGOUT, RFC 9051 6.1.3. */
record LogoutCommand() implements ImapCommand {
    static final CommandSpec SPEC = CommandSpec.named("LOGOUT").inAnyState().parsedBy(LogoutCommand::parse);

    static LogoutCommand parse(ImapLexer in, Grammar grammar) {
        return new LogoutCommand();
    }

    @Override
    public Responses execute(ImapContext ctx) {
        ctx.logOut();
        return Responses.of(Untagged.line("BYE Logging out"))
                .ok("Logout completed")
                .then(After.CLOSE);
    }
}
