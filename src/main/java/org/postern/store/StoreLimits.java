package org.postern.store;

import java.time.Duration;

/**
 * What one account may grow to; beyond it a store answers {@link Problem#LIMIT}.
 *
 * @param mailboxes mailboxes of an account, at least 6 (those it is made with); also the most subscriptions
 * @param keywords different keywords of a mailbox, ever
 * @param annotations entries of a mailbox, of an account or of the server, at least 10
 * @param annotationOctets of one entry's value, at least 1024 (RFC 5464 4.1)
 */
public record StoreLimits(int mailboxes, int keywords, int annotations, int annotationOctets) {
    /** How long expunged messages are held unless a store is told otherwise. */
    public static final Duration KEEP_EXPUNGED = Duration.ofDays(14);

    /** Entries of a mailbox's access list. */
    public static final int ACCESS_ENTRIES = 200;

    public static final StoreLimits DEFAULT = new StoreLimits(10_000, 500);

    /** With the usual limits of annotations. */
    public StoreLimits(int mailboxes, int keywords) {
        this(mailboxes, keywords, 200, 16 * 1024);
    }

    public StoreLimits withMailboxes(int most) {
        return new StoreLimits(most, keywords, annotations, annotationOctets);
    }

    public StoreLimits withKeywords(int most) {
        return new StoreLimits(mailboxes, most, annotations, annotationOctets);
    }
}
