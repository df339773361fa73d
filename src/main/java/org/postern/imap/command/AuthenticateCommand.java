package org.postern.imap.command;

import static org.postern.imap.state.SessionState.NOT_AUTHENTICATED;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.postern.auth.Mechanisms;
import org.postern.auth.SaslBase64;
import org.postern.auth.SaslExchange;
import org.postern.imap.response.Code;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.imap.state.ConnectionFacts.Passwords;
import org.postern.imap.state.ImapContext;
import org.postern.imap.state.SessionEvents.LoginFailure;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.wire.CharClass;

/**
 * AUTHENTICATE, RFC 9051 6.2.2, with the initial response of RFC 4959.
 *
 * @param initial base64 as it came, "=" for an empty response
 */
record AuthenticateCommand(String mechanism, Optional<String> initial) implements ImapCommand {
    static final CommandSpec SPEC =
            CommandSpec.named("AUTHENTICATE").in(NOT_AUTHENTICATED).parsedBy(AuthenticateCommand::parse);

    private static final CharClass PRINTABLE = CharClass.of(c -> c > ' ' && c < 0x7F);

    static AuthenticateCommand parse(ImapLexer in, Grammar grammar) throws ImapSyntaxException {
        String mechanism = in.word();
        Optional<String> initial = in.tryConsume(' ') && !in.atEnd()
                ? Optional.of(in.run(PRINTABLE, "initial response"))
                : Optional.empty();
        return new AuthenticateCommand(mechanism, initial);
    }

    @Override
    public Responses execute(ImapContext ctx) throws Refusal {
        SaslExchange exchange = Mechanisms.ALL
                .start(mechanism)
                .orElseThrow(() -> Refusal.no(Code.CANNOT, "Unknown authentication mechanism"));
        if (Mechanisms.ALL.sendsPassword(mechanism) && ctx.connection().passwords() == Passwords.REFUSED) {
            ctx.events().loginFailed("", mechanism, LoginFailure.PLAINTEXT);
            throw Refusal.no(Code.PRIVACYREQUIRED, "Passwords are taken only over TLS");
        }
        SaslMode mode = new SaslMode(ctx, mechanism, exchange);
        if (initial.isEmpty()) {
            ctx.enter(mode);
            return mode.challenge(exchange.first());
        }
        return mode.begin(SaslBase64.decodeInitial(initial.get().getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public String toString() {
        return "AUTHENTICATE " + mechanism;
    }
}
