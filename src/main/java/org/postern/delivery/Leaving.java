package org.postern.delivery;

import java.time.Instant;
import java.util.Optional;

/**
 * For whom a message goes into the queue.
 *
 * @param sentTo as the sender wrote it
 * @param member of those whom that stands for; empty for all of them, who are looked up when it is tried
 */
record Leaving(Envelope envelope, Address sentTo, Optional<Member> member) {
    Outgoing as(String id, Instant now) {
        Optional<Forward> forward = member.flatMap(m -> m.as(recipient -> Optional.empty(), Optional::of));
        Optional<Recipient> mailbox = member.flatMap(m -> m.as(Optional::of, sentOn -> Optional.empty()));
        return new Outgoing(
                id,
                envelope.sender(),
                member.map(Member::address).orElse(sentTo),
                Optional.of(sentTo),
                forward.map(Forward::by),
                mailbox,
                now);
    }
}
