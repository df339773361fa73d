package org.postern.auth;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What a message of the client led to. */
public sealed interface SaslStep {

    /**
     * More is needed.
     *
     * @param base64 of the server's message, as IMAP and POP3 write it after "+ "; empty for an empty one
     */
    record Challenge(String base64) implements SaslStep {
        static Challenge of(String message) {
            return new Challenge(Base64.getEncoder().encodeToString(message.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** The client has named itself; {@link Authenticator} decides. */
    record Done(String login, Secret password) implements SaslStep {}

    /** The exchange is over; no password was checked. */
    record Failed(Failure failure) implements SaslStep {}

    /** What was wrong with a message. */
    enum Failure {
        /** Not of the mechanism's form. */
        MALFORMED,
        /** Not base64. */
        NOT_BASE64,
        /** A name that is not UTF-8. */
        NOT_UTF8,
        /** A value longer than {@link Authenticator#MAX_OCTETS}. */
        TOO_LONG,
        /** Wants to act as somebody else. */
        NOT_AUTHORIZED
    }
}
