package org.postern.pop3;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postern.audit.Audit.LoginFailure;
import org.postern.auth.AuthOutcome;
import org.postern.auth.Mechanisms;
import org.postern.auth.SaslBase64;
import org.postern.auth.SaslExchange;
import org.postern.auth.SaslStep;
import org.postern.auth.Secret;
import org.postern.net.ConnectionCounts;
import org.postern.net.Link;
import org.postern.net.Reply;
import org.postern.pop3.LoginNames.LoginName;
import org.postern.pop3.Pop3Exception.Code;
import org.postern.store.Actor;
import org.postern.store.StoreException;
import org.postern.store.UserName;
import org.postern.wire.Progress;
import org.postern.wire.WireOut;

/** The way into a maildrop: USER and PASS, or a SASL exchange. Belongs to the session's turns. */
final class Login {
    private final Pop3Services services;
    private final Pop3Context context;
    private @Nullable String userName;
    private @Nullable SaslExchange exchange;
    private String mechanism = "";

    Login(Pop3Services services, Pop3Context context) {
        this.services = services;
        this.context = context;
    }

    /** After STLS nothing that was said before counts (RFC 2595 4). */
    void startOver() {
        userName = null;
        exchange = null;
    }

    void name(String login) {
        userName = login;
    }

    String takeName() throws Pop3Exception {
        String taken = userName;
        if (taken == null) {
            throw new Pop3Exception("USER comes first");
        }
        userName = null;
        return taken;
    }

    boolean permitsClearPasswords() {
        Link link = context.link();
        return link.isTls() || services.plaintext().permitsClearFrom(link.remote());
    }

    void requireClearPasswords() throws Pop3Exception {
        if (!permitsClearPasswords()) {
            services.audit().loginFailed(context.client(), "", mechanism, LoginFailure.PLAINTEXT);
            throw new Pop3Exception("Passwords are taken over TLS only: use STLS");
        }
    }

    List<String> mechanisms() {
        return permitsClearPasswords() ? Mechanisms.ALL.names() : Mechanisms.ALL.namesWithoutPassword();
    }

    /** Whether the next line belongs to a SASL exchange. */
    boolean isExchanging() {
        return exchange != null;
    }

    Reply begin(String mechanismName, SaslExchange fresh, Optional<String> initial)
            throws Pop3Exception, StoreException {
        mechanism = mechanismName;
        if (initial.isPresent()) {
            return answer(
                    fresh, SaslBase64.decodeInitial(initial.get().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        }
        exchange = fresh;
        return challenge(fresh.first());
    }

    /** The next line of an exchange; "*" ends it (RFC 5034 4). */
    Reply respond(String line) throws Pop3Exception, StoreException {
        SaslExchange current = exchange;
        exchange = null;
        if (current == null || line.equals("*")) {
            services.audit().loginFailed(context.client(), "", mechanism, LoginFailure.CANCELLED);
            throw new Pop3Exception("Cancelled");
        }
        return answer(current, SaslBase64.decode(line));
    }

    private Reply answer(SaslExchange current, Optional<byte[]> response) throws Pop3Exception, StoreException {
        if (response.isEmpty()) {
            services.audit().loginFailed(context.client(), "", mechanism, LoginFailure.MALFORMED);
            throw new Pop3Exception("Not base64");
        }
        SaslStep step = current.respond(response.get());
        if (step instanceof SaslStep.Challenge challenge) {
            exchange = current;
            return challenge(challenge);
        }
        if (step instanceof SaslStep.Done done) {
            return withPassword(done.login(), done.password(), mechanism);
        }
        services.audit().loginFailed(context.client(), "", mechanism, LoginFailure.MALFORMED);
        throw new Pop3Exception(Code.AUTH, "Authentication failed");
    }

    private static Reply challenge(SaslStep.Challenge challenge) {
        return Reply.text("+ " + challenge.base64() + "\r\n");
    }

    /** Checks the password, then opens and locks the maildrop. */
    Reply withPassword(String login, Secret password, String by) throws Pop3Exception, StoreException {
        LoginName name = services.names().parse(login);
        AuthOutcome outcome = services.authenticator()
                .authenticate(name.user(), password, context.link().remote());
        if (outcome instanceof AuthOutcome.Accepted accepted) {
            UserName user = UserName.of(accepted.address().toString());
            enter(new MaildropId(user, name.folder().map(f -> f.toLowerCase(Locale.ROOT))), by);
            Maildrop drop = context.maildrop();
            return context.language().ok(drop.count() + " messages, " + drop.octets() + " octets");
        }
        if (outcome instanceof AuthOutcome.Rejected rejected) {
            services.audit().loginFailed(context.client(), login, by, reason(rejected.reason()));
            return refused(
                    new Pop3Exception(Code.AUTH, "Authentication failed").line(context.language()), rejected.delay());
        }
        services.audit().loginFailed(context.client(), login, by, LoginFailure.UNAVAILABLE);
        throw new Pop3Exception(Code.SYS_TEMP, "Logins cannot be checked now");
    }

    private void enter(MaildropId id, String by) throws Pop3Exception, StoreException {
        UserName user = id.user();
        Maildrops maildrops = services.maildrops();
        MaildropPolicy policy = maildrops.policies().of(user);
        if (!maildrops.delays().permits(user, policy.loginDelay())) {
            services.audit().loginFailed(context.client(), user.address(), by, LoginFailure.TOO_SOON);
            throw new Pop3Exception(Code.LOGIN_DELAY, "The last login was too short a time ago");
        }
        Optional<ConnectionCounts.Place> place = services.counts().enter(user.address());
        if (place.isEmpty()) {
            services.audit().loginFailed(context.client(), user.address(), by, LoginFailure.TOO_MANY_CONNECTIONS);
            throw new Pop3Exception(Code.IN_USE, "Too many connections of this user");
        }
        boolean opened = false;
        try {
            context.opened(locked(maildrops.find(id, actor(), policy), by), place.get());
            opened = true;
        } finally {
            if (!opened) {
                place.get().close();
            }
        }
        maildrops.delays().loggedIn(user, policy.loginDelay());
        services.audit()
                .loginSucceeded(
                        context.client(), user.address(), by, context.link().tlsDetails());
    }

    private Maildrop locked(Maildrops.Found found, String by) throws Pop3Exception, StoreException {
        Optional<Maildrop> drop = services.maildrops().open(found);
        if (drop.isEmpty()) {
            String user = found.account().user().address();
            services.audit().loginFailed(context.client(), user, by, LoginFailure.IN_USE);
            throw new Pop3Exception(Code.IN_USE, "Another POP3 session has the maildrop");
        }
        return drop.get();
    }

    private Actor actor() {
        return Actor.pop3(context.client().service(), context.client().connection());
    }

    private static LoginFailure reason(AuthOutcome.Reason reason) {
        return switch (reason) {
            case BAD_NAME -> LoginFailure.BAD_NAME;
            case UNKNOWN_USER -> LoginFailure.UNKNOWN_USER;
            case BAD_PASSWORD -> LoginFailure.BAD_PASSWORD;
            case UNUSABLE_HASH -> LoginFailure.UNUSABLE_HASH;
        };
    }

    private static Reply refused(String line, Duration delay) {
        return new Reply() {
            @Override
            public Progress pull(WireOut out) {
                out.utf8(line).crlf();
                return Progress.DONE;
            }

            @Override
            public Duration delay() {
                return delay;
            }
        };
    }
}
