package org.postern.store;

import java.time.Instant;

/**
 * A message about to be placed.
 *
 * @param received INTERNALDATE, whole seconds count
 */
public record Arrival(SpooledMessage message, Flags flags, Instant received) {}
