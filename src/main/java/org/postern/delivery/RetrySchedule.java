package org.postern.delivery;

import java.time.Duration;
import java.time.Instant;

/**
 * When a message is tried again: after {@code first}, then twice as long each time up to {@code longest}, until it is
 * older than {@code lifetime} (RFC 5321 4.5.4.1 asks for 4 to 5 days).
 */
public record RetrySchedule(Duration first, Duration longest, Duration lifetime) {
    public static final RetrySchedule DEFAULT =
            new RetrySchedule(Duration.ofMinutes(5), Duration.ofHours(4), Duration.ofDays(5));

    public RetrySchedule withLifetime(Duration longestStay) {
        return new RetrySchedule(first, longest, longestStay);
    }

    /**
     * How long to wait after an attempt.
     *
     * @param attempts made so far, at least 1
     */
    Duration after(int attempts) {
        Duration wait = first.multipliedBy(1L << Math.min(attempts - 1, 20));
        return wait.compareTo(longest) < 0 ? wait : longest;
    }

    boolean isExpired(Instant created, Instant now) {
        return created.plus(lifetime).isBefore(now);
    }
}
