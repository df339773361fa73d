package org.postern.delivery;

import java.time.Instant;
import java.util.Optional;

/**
 * A message that waits to leave.
 *
 * @param id unique in the queue, also the name of its file; letters, digits, hyphens and dots
 * @param from the envelope sender; empty: {@code <>}
 * @param forwardedBy the recipient here whose mail it was; empty for a report that Postern itself has written
 */
public record Outgoing(String id, Optional<Address> from, Address to, Optional<Address> forwardedBy, Instant created) {
    /** Why a message leaves. */
    public enum Purpose {
        /** Written by Postern: nobody is told when it cannot be delivered. */
        REPORT,
        /** Somebody else's, sent on: its sender is told when it cannot be delivered. */
        FORWARD
    }

    /** A report to the sender of a message. */
    static Outgoing report(String id, Address to, Instant created) {
        return new Outgoing(id, Optional.empty(), to, Optional.empty(), created);
    }

    public Purpose purpose() {
        return forwardedBy.isPresent() ? Purpose.FORWARD : Purpose.REPORT;
    }

    /** The envelope sender as it stands between angle brackets. */
    String reversePath() {
        return from.map(Address::toString).orElse("");
    }
}
