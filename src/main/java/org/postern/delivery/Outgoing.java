package org.postern.delivery;

import java.time.Instant;
import java.util.Optional;

/**
 * A message that waits to leave, or to be placed here.
 *
 * @param id unique in the queue, also the name of its file; letters, digits, hyphens and dots
 * @param from the envelope sender; empty: {@code <>}
 * @param sentTo whom its sender wrote to, which is all that a report about it tells; empty for a report
 * @param forwardedBy the recipient here who has it sent on; empty for what is not
 * @param mailbox where it is placed, whatever {@code to} stands for by now; empty where that is looked up
 */
public record Outgoing(
        String id,
        Optional<Address> from,
        Address to,
        Optional<Address> sentTo,
        Optional<Address> forwardedBy,
        Optional<Recipient> mailbox,
        Instant created) {
    /** Why a message is in the queue. */
    public enum Purpose {
        /** Written by Postern: nobody is told when it cannot be delivered. */
        REPORT,
        /** Somebody else's, sent on: its sender is told when it cannot be delivered. */
        FORWARD,
        /** For somebody here who could not have it with the others: its sender is told when that does not change. */
        LOCAL
    }

    /** A report to the sender of a message. */
    static Outgoing report(String id, Address to, Instant created) {
        return new Outgoing(id, Optional.empty(), to, Optional.empty(), Optional.empty(), Optional.empty(), created);
    }

    public Purpose purpose() {
        if (sentTo.isEmpty()) {
            return Purpose.REPORT;
        }
        return forwardedBy.isPresent() ? Purpose.FORWARD : Purpose.LOCAL;
    }

    /** The envelope sender as it stands between angle brackets. */
    String reversePath() {
        return from.map(Address::toString).orElse("");
    }
}
