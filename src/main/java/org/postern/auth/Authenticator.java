package org.postern.auth;

import java.net.SocketAddress;
import java.util.Optional;
import org.postern.auth.AuthOutcome.Accepted;
import org.postern.auth.AuthOutcome.Reason;
import org.postern.auth.AuthOutcome.Rejected;
import org.postern.auth.AuthOutcome.Unavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides logins. Thread-safe; computes for a tenth of a second, so never on an event loop. */
public final class Authenticator {
    private static final Logger LOG = LoggerFactory.getLogger(Authenticator.class);

    /** Longest login name and password, in octets. */
    public static final int MAX_OCTETS = 1024;

    private final UserDirectory users;
    private final Passwords passwords;
    private final VerifiedLogins verified;
    private final Throttle throttle;
    private final Optional<String> defaultDomain;

    /**
     * Puts the parts together.
     *
     * @param defaultDomain appended to a login without "@"
     */
    public Authenticator(
            UserDirectory users,
            Passwords passwords,
            VerifiedLogins verified,
            Throttle throttle,
            Optional<String> defaultDomain) {
        this.users = users;
        this.passwords = passwords;
        this.verified = verified;
        this.throttle = throttle;
        this.defaultDomain = defaultDomain;
    }

    /**
     * Checks a login. Whether the user is unknown or the password wrong shows neither in the answer nor in the time.
     *
     * @param login as the client sent it, decoded as UTF-8
     * @param peer the client, after the PROXY protocol
     */
    public AuthOutcome authenticate(String login, Secret password, SocketAddress peer) {
        try {
            Optional<MailAddress> address = address(login);
            Optional<User> user = address.isPresent() ? users.find(address.get()) : Optional.empty();
            if (user.isPresent() && isPossible(password)) {
                return check(user.get(), password, peer);
            }
            Reason reason =
                    address.isEmpty() ? Reason.BAD_NAME : user.isEmpty() ? Reason.UNKNOWN_USER : Reason.BAD_PASSWORD;
            return rejectSlowly(reason, password, peer);
        } catch (DirectoryException e) {
            LOG.warn("a login cannot be decided: {}", e.getMessage());
            return new Unavailable(String.valueOf(e.getMessage()));
        }
    }

    private AuthOutcome check(User user, Secret password, SocketAddress peer) {
        if (verified.knows(user, password)) {
            return new Accepted(user.address(), user.referral());
        }
        return switch (passwords.check(password, user.password())) {
            case YES -> {
                verified.remember(user, password);
                yield new Accepted(user.address(), user.referral());
            }
            case NO -> new Rejected(Reason.BAD_PASSWORD, throttle.failed(peer));
            case UNUSABLE -> rejectSlowly(Reason.UNUSABLE_HASH, password, peer);
            case BUSY -> busy();
        };
    }

    private AuthOutcome rejectSlowly(Reason reason, Secret password, SocketAddress peer) {
        Secret bounded = isPossible(password) ? password : Secret.of("");
        return switch (passwords.checkNobody(bounded)) {
            case BUSY -> busy();
            case YES, NO, UNUSABLE -> new Rejected(reason, throttle.failed(peer));
        };
    }

    private static AuthOutcome busy() {
        return new Unavailable("too many passwords are being checked");
    }

    /** An empty password opens nothing, whatever the file says. */
    private static boolean isPossible(Secret password) {
        return password.length() > 0 && password.length() <= MAX_OCTETS;
    }

    private Optional<MailAddress> address(String login) {
        try {
            return Optional.of(MailAddress.parse(login, defaultDomain));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
