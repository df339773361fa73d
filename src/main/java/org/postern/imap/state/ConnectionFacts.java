package org.postern.imap.state;

import java.util.List;

/**
 * What a session knows of its connection.
 *
 * @param passwords whether passwords may be sent on it
 * @param mechanisms SASL mechanisms that may be used on it now
 */
public record ConnectionFacts(Tls tls, Passwords passwords, List<String> mechanisms) {
    public enum Tls {
        UP,
        POSSIBLE,
        IMPOSSIBLE
    }

    public enum Passwords {
        PERMITTED,
        REFUSED
    }

    public ConnectionFacts {
        mechanisms = List.copyOf(mechanisms);
    }
}
