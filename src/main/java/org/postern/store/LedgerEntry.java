package org.postern.store;

import java.time.Instant;
import java.util.Optional;

/**
 * What came into a mailbox or left it.
 *
 * @param at when, in whole seconds; the beginning of the day for a day's sum
 * @param octets more, or less when negative
 * @param messages more, or less when negative
 * @param by who did it; empty for the sum of a day (UTC), which is made of what is old
 */
public record LedgerEntry(
        Instant at, MailboxName mailbox, long octets, long messages, Reason why, Optional<Actor> by) {}
