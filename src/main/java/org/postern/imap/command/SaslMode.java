package org.postern.imap.command;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.postern.auth.SaslBase64;
import org.postern.auth.SaslExchange;
import org.postern.auth.SaslStep;
import org.postern.imap.response.Code;
import org.postern.imap.response.Completion;
import org.postern.imap.response.Responses;
import org.postern.imap.state.ImapContext;
import org.postern.imap.state.Mode;
import org.postern.imap.state.SessionEvents.LoginFailure;

/** The lines of a SASL exchange: base64 both ways, "*" gives up (RFC 9051 6.2.2). */
final class SaslMode implements Mode {
    private final ImapContext ctx;
    private final String mechanism;
    private final SaslExchange exchange;

    SaslMode(ImapContext ctx, String mechanism, SaslExchange exchange) {
        this.ctx = ctx;
        this.mechanism = mechanism;
        this.exchange = exchange;
    }

    /** Takes the initial response, empty when it is not base64; the mode is entered only if more is needed. */
    Responses begin(Optional<byte[]> initial) {
        if (initial.isEmpty()) {
            return failed(SaslStep.Failure.NOT_BASE64);
        }
        SaslStep step = exchange.respond(initial.get());
        if (step instanceof SaslStep.Challenge) {
            ctx.enter(this);
        }
        return answer(step);
    }

    @Override
    public Responses line(byte[] line) {
        if (new String(line, StandardCharsets.ISO_8859_1).equals("*")) {
            ctx.events().loginFailed("", mechanism, LoginFailure.CANCELLED);
            return Responses.bad("Authentication given up");
        }
        Optional<byte[]> message = SaslBase64.decode(line);
        return message.isPresent() ? answer(exchange.respond(message.get())) : failed(SaslStep.Failure.NOT_BASE64);
    }

    Responses challenge(SaslStep.Challenge challenge) {
        return Responses.of(Completion.goOn(challenge.base64()));
    }

    private Responses answer(SaslStep step) {
        if (step instanceof SaslStep.Challenge more) {
            return challenge(more);
        }
        if (step instanceof SaslStep.Done done) {
            return ctx.logIn(done.login(), done.password(), mechanism);
        }
        return failed(((SaslStep.Failed) step).failure());
    }

    private Responses failed(SaslStep.Failure failure) {
        return switch (failure) {
            case NOT_AUTHORIZED -> {
                ctx.events().loginFailed("", mechanism, LoginFailure.NOT_AUTHORIZED);
                yield Responses.no(Code.AUTHORIZATIONFAILED, "Acting as another user is not permitted");
            }
            case MALFORMED, NOT_BASE64, NOT_UTF8, TOO_LONG -> {
                ctx.events().loginFailed("", mechanism, LoginFailure.MALFORMED);
                yield Responses.bad("Malformed authentication message");
            }
        };
    }
}
