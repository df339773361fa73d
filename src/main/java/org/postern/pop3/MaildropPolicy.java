package org.postern.pop3;

import java.time.Duration;
import java.time.Period;
import java.util.Optional;

/**
 * What POP3 does for one user.
 *
 * @param expire whole days after which what was retrieved is removed; empty: never
 * @param loginDelay between two logins; zero: none
 */
public record MaildropPolicy(Optional<Period> expire, Duration loginDelay) {
    /** Nothing is removed, and whoever wants may come. */
    public static final MaildropPolicy DEFAULT = new MaildropPolicy(Optional.empty(), Duration.ZERO);
}
