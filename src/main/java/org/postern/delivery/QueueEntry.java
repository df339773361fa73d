package org.postern.delivery;

import java.time.Instant;

/**
 * A message in the queue.
 *
 * @param octets of the message
 * @param attempts how far it has come
 */
public record QueueEntry(Outgoing mail, long octets, Attempts attempts) {
    /** When it is tried next. */
    public Instant due() {
        return attempts.due();
    }

    /** What the last attempt was told; empty before the first. */
    public String answer() {
        return attempts.answer();
    }

    QueueEntry with(Attempts others) {
        return new QueueEntry(mail, octets, others);
    }
}
