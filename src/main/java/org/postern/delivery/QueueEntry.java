package org.postern.delivery;

import java.time.Instant;

/**
 * A message in the queue, and how far it has come.
 *
 * @param octets of the message
 * @param attempts since the server's start
 * @param due when it is tried next
 * @param answer what the last attempt was told; empty before the first
 */
public record QueueEntry(Outgoing mail, long octets, int attempts, Instant due, String answer) {
    QueueEntry dueAt(Instant when) {
        return new QueueEntry(mail, octets, attempts, when, answer);
    }

    QueueEntry after(String said, Instant when) {
        return new QueueEntry(mail, octets, attempts + 1, when, said);
    }
}
