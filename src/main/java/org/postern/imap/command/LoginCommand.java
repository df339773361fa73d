package org.postern.imap.command;

import static org.postern.imap.state.SessionState.NOT_AUTHENTICATED;

import org.postern.auth.Secret;
import org.postern.imap.response.Code;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.imap.state.ConnectionFacts.Passwords;
import org.postern.imap.state.ImapContext;
import org.postern.imap.state.SessionEvents.LoginFailure;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;

/** LOGIN, RFC 9051 6.2.3. */
record LoginCommand(String user, Secret password) implements ImapCommand {
    static final CommandSpec SPEC =
            CommandSpec.named("LOGIN").in(NOT_AUTHENTICATED).parsedBy(LoginCommand::parse);

    static LoginCommand parse(ImapLexer in, Grammar grammar) throws ImapSyntaxException {
        String user = in.astring();
        in.space();
        return new LoginCommand(user, Secret.of(in.astringOctets()));
    }

    @Override
    public Responses execute(ImapContext ctx) throws Refusal {
        if (ctx.connection().passwords() == Passwords.REFUSED) {
            ctx.events().loginFailed(user, "USER", LoginFailure.PLAINTEXT);
            throw Refusal.no(Code.PRIVACYREQUIRED, "Passwords are taken only over TLS");
        }
        return ctx.logIn(user, password, "USER");
    }
}
