package org.postern.imap.feature;

import java.util.Locale;
import java.util.Optional;
import org.postern.auth.MailAddress;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.AccessIdentifier;
import org.postern.store.AccessIdentifier.Kind;
import org.postern.store.AccessIdentifier.Sign;
import org.postern.store.UserName;

/**
 * An identifier as a client wrote it (RFC 4314 2 and 3): {@code anyone}, {@code authenticated}, {@code owner}, or a login,
 * which without a domain is in that of who asks. A hyphen before it makes it one whose rights are taken away. Whether there is
 * such a user is not looked up, so that nobody can find out.
 */
public record AclIdentifier(String text) {
    static AclIdentifier parse(ImapLexer in) throws ImapSyntaxException {
        int from = in.position();
        String text = in.astring();
        if (named(text, Optional.of("example.org")).isEmpty()) {
            throw new ImapSyntaxException(from, "not an identifier: a login, anyone, authenticated or owner expected");
        }
        return new AclIdentifier(text);
    }

    /** Who is meant, for a user. */
    AccessIdentifier of(UserName asking) {
        return named(text, Optional.of(asking.domain())).orElseThrow();
    }

    /**
     * Who is meant by a text; empty when nobody can be.
     *
     * @param domain of logins without one
     */
    public static Optional<AccessIdentifier> named(String text, Optional<String> domain) {
        Sign sign = text.startsWith("-") ? Sign.TAKES : Sign.GRANTS;
        String who = sign == Sign.TAKES ? text.substring(1) : text;
        return switch (who.toLowerCase(Locale.ROOT)) {
            case "anyone" -> Optional.of(AccessIdentifier.of(Kind.ANYONE, sign));
            case "authenticated" -> Optional.of(AccessIdentifier.of(Kind.AUTHENTICATED, sign));
            case "owner" -> Optional.of(AccessIdentifier.of(Kind.OWNER, sign));
            default -> isGroup(who) ? Optional.empty() : user(who, domain).map(user -> AccessIdentifier.of(user, sign));
        };
    }

    /** As Dovecot has them; there are none here, and nobody should believe to have shared with one. */
    private static boolean isGroup(String who) {
        return who.startsWith("$") || who.startsWith("!");
    }

    /** The canonical form of an address is stricter than SASLprep's, which RFC 4314 3 asks for. */
    private static Optional<UserName> user(String login, Optional<String> domain) {
        try {
            return Optional.of(UserName.of(MailAddress.parse(login, domain).toString()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** As it is told. */
    public static String compose(AccessIdentifier identifier) {
        String who = switch (identifier.kind()) {
            case ANYONE -> "anyone";
            case AUTHENTICATED -> "authenticated";
            case OWNER -> "owner";
            case USER -> identifier.user().map(UserName::address).orElseThrow();
        };
        return identifier.sign() == Sign.TAKES ? "-" + who : who;
    }
}
