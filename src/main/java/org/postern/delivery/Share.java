package org.postern.delivery;

import java.util.Optional;

/**
 * What became of a message for one of several whom one answer is for.
 *
 * @param sentTo as the sender wrote it
 * @param member of those whom an alias stands for; empty for all of a recipient
 * @param place of the member, as {@link Places} names it
 */
record Share(String sentTo, Outcome outcome, Optional<Member> member, Optional<String> place) {
    static Share of(RecipientOutcome all) {
        return new Share(all.recipient(), all.outcome(), Optional.empty(), Optional.empty());
    }

    /** The same, when its copy is kept. */
    Share delivered() {
        return new Share(sentTo, Outcome.DELIVERED, member, place);
    }

    FailedRecipient failed() {
        FailedRecipient.Extent extent = member.isPresent() ? FailedRecipient.Extent.SOME : FailedRecipient.Extent.ALL;
        return new FailedRecipient(sentTo, outcome, "", extent);
    }
}
