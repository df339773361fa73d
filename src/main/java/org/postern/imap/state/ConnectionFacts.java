package org.postern.imap.state;

import java.util.List;

/**
 * What a session knows of its connection.
 *
 * @param passwords whether passwords may be sent on it
 * @param mechanisms SASL mechanisms that may be used on it now
 * @param compression whether DEFLATE is active (RFC 4978)
 */
public record ConnectionFacts(Tls tls, Passwords passwords, List<String> mechanisms, Compression compression) {
    public enum Tls {
        UP,
        POSSIBLE,
        IMPOSSIBLE
    }

    public enum Passwords {
        PERMITTED,
        REFUSED
    }

    public enum Compression {
        ACTIVE,
        NONE
    }

    public ConnectionFacts {
        mechanisms = List.copyOf(mechanisms);
    }
}
