package org.postern.store;

/**
 * Counts for STATUS (RFC 9051 6.3.11), all from one moment.
 *
 * @param recent messages no session has claimed yet (rev1)
 * @param size sum of RFC822.SIZE, octets
 */
public record MailboxStatus(
        MailboxInfo info,
        long messages,
        long unseen,
        long deleted,
        long recent,
        long size,
        long uidNext,
        ModSeq highestModSeq) {}
