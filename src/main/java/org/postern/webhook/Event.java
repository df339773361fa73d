package org.postern.webhook;

import java.time.Instant;

/**
 * Something to be told.
 *
 * @param id no other event ever has it; the same at each attempt, also after a restart
 * @param number larger than those of the events before it
 * @param at when it happened
 * @param about whom or what, one line; those about the same are told in order
 * @param json what is told of it
 */
record Event(String id, long number, Instant at, String about, String json) {}
