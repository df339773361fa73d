package org.postern.store;

import java.time.Instant;

/**
 * Something that was not let in.
 *
 * @param at when, in whole seconds
 */
public record Refusal(Instant at, Refusal.Attempt what) {
    /**
     * What somebody wanted to place.
     *
     * @param mailbox where it was to go, as far as that was known
     * @param limit what it did not fit into, in a word: {@code storage}, {@code messages}, {@code domain} …
     */
    public record Attempt(MailboxName mailbox, long octets, long messages, String limit, Actor by) {
        /** @throws IllegalArgumentException when the limit is no word of lower-case letters and hyphens */
        public Attempt {
            if (!limit.matches("[a-z-]{1,40}")) {
                throw new IllegalArgumentException("no name of a limit: " + limit);
            }
        }
    }
}
