package org.postern.webhook;

import java.time.Duration;

/**
 * How much patience a webhook is given.
 *
 * @param waiting events that may wait, at least 1; the oldest gives way to a new one
 * @param age how long an event is tried
 * @param pauses between attempts
 * @param attempt how long connecting may take, and then the answer
 */
public record WebhookLimits(int waiting, Duration age, WebhookLimits.Pauses pauses, Duration attempt) {
    public static final WebhookLimits DEFAULT = new WebhookLimits(
            10_000,
            Duration.ofDays(2),
            new Pauses(Duration.ofSeconds(2), Duration.ofMinutes(5), 4),
            Duration.ofSeconds(10));

    /**
     * How long to wait between attempts, and how often with the same event.
     *
     * @param first after the first attempt; then twice as long each time
     * @param longest at most
     * @param patience attempts that fail in a row, at least 1, before an event lets others go first
     */
    public record Pauses(Duration first, Duration longest, int patience) {
        /** After an attempt, counted from 1. */
        Duration after(int attempt) {
            Duration pause = first.multipliedBy(1L << Math.min(attempt - 1, 20));
            return pause.compareTo(longest) > 0 ? longest : pause;
        }
    }
}
