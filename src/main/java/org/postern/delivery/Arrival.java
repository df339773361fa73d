package org.postern.delivery;

import java.time.Instant;

/**
 * The coming of a message to this server, which a report about it tells of.
 *
 * @param id what the message is called in the logs
 * @param at when (the Arrival-Date of RFC 3464 2.2.5), which may be days before it is given up
 */
record Arrival(String id, Instant at) {}
