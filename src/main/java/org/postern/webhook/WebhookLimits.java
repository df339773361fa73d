package org.postern.webhook;

import java.time.Duration;

/**
 * How much patience a webhook is given.
 *
 * @param waiting events that may wait, at least 1; the oldest gives way to a new one
 * @param attempts for each event, at least 1
 * @param firstPause after the first attempt; then twice as long each time
 * @param attempt how long connecting may take, and then the answer
 */
public record WebhookLimits(int waiting, int attempts, Duration firstPause, Duration attempt) {
    /** Tries for about eight minutes. */
    public static final WebhookLimits DEFAULT =
            new WebhookLimits(1000, 9, Duration.ofSeconds(2), Duration.ofSeconds(10));

    /** How long to wait after an attempt, counted from 1. */
    Duration pauseAfter(int attempt) {
        return firstPause.multipliedBy(1L << Math.min(attempt - 1, 20));
    }
}
