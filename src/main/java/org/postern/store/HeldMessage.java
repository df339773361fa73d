package org.postern.store;

import java.time.Instant;

/**
 * A message that was expunged and can still be brought back.
 *
 * @param id names it as long as it is held; only the store knows what it means
 * @param mailbox where it would go back to
 * @param expunged when it left, in whole seconds
 * @param received INTERNALDATE
 * @param octets RFC822.SIZE
 * @param flags as they were, without {@code \Deleted}
 */
public record HeldMessage(
        String id, MailboxName mailbox, Instant expunged, Instant received, long octets, Flags flags) {}
