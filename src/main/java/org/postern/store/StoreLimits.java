package org.postern.store;

import java.time.Duration;

/**
 * What one account may grow to; beyond it a store answers {@link Problem#LIMIT}.
 *
 * @param mailboxes mailboxes of an account, at least 6 (those it is made with); also the most subscriptions
 * @param keywords different keywords of a mailbox, ever
 */
public record StoreLimits(int mailboxes, int keywords) {
    /** How long expunged messages are held unless a store is told otherwise. */
    public static final Duration KEEP_EXPUNGED = Duration.ofDays(14);

    public static final StoreLimits DEFAULT = new StoreLimits(10_000, 500);

    public StoreLimits withMailboxes(int most) {
        return new StoreLimits(most, keywords);
    }

    public StoreLimits withKeywords(int most) {
        return new StoreLimits(mailboxes, most);
    }
}
