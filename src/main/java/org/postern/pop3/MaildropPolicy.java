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
public record MaildropPolicy(Optional<Period> expire, Duration loginDelay, EightBitHeaders eightBitHeaders) {
    /** Nothing is removed, whoever wants may come, and messages are sent as they are. */
    public static final MaildropPolicy DEFAULT =
            new MaildropPolicy(Optional.empty(), Duration.ZERO, EightBitHeaders.SENT);

    /** What becomes of messages whose header is not ASCII, for clients that have not said UTF8. */
    public enum EightBitHeaders {
        SENT,
        /** As RFC 6856 2.1 asks. */
        REFUSED
    }

    /** The same with another expiry. */
    public MaildropPolicy withExpire(Period age) {
        return new MaildropPolicy(Optional.of(age), loginDelay, eightBitHeaders);
    }

    /** The same with another delay. */
    public MaildropPolicy withLoginDelay(Duration delay) {
        return new MaildropPolicy(expire, delay, eightBitHeaders);
    }

    /** The same with another treatment of such messages. */
    public MaildropPolicy withEightBitHeaders(EightBitHeaders treatment) {
        return new MaildropPolicy(expire, loginDelay, treatment);
    }
}
