package org.postern.delivery;

import java.time.Instant;

/**
 * A report that waits to be sent.
 *
 * @param id unique in the queue; also the name of its file
 * @param to the sender of the message it is about
 */
public record QueuedBounce(String id, Address to, Instant created) {}
