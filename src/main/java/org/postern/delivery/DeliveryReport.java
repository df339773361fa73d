package org.postern.delivery;

import java.util.List;

/**
 * What became of a message handed to {@link StreamDelivery}.
 *
 * @param recipients in the order given
 */
public record DeliveryReport(List<RecipientOutcome> recipients, Undelivered undelivered) {
    /** Who tells the sender about recipients who did not get the message. */
    public enum Undelivered {
        /** Everybody got it. */
        NOBODY,
        /** A bounce is on its way. */
        BOUNCED,
        /** Nobody, for now: Postern goes on trying, or may tell nobody, and has it in its queue for the operator. */
        KEPT,
        /** The caller: nothing is accepted, or trying again may help. */
        CALLER
    }

    public DeliveryReport {
        recipients = List.copyOf(recipients);
    }

    /**
     * What to tell the caller in one word: success when the message is Postern's business from now on, else the first
     * temporary failure if there is one (trying again repeats the message for those who have it, which is better than
     * losing it for the others), else the first failure.
     */
    public Outcome verdict() {
        if (undelivered != Undelivered.CALLER) {
            return Outcome.DELIVERED;
        }
        List<Outcome> failures = recipients.stream()
                .map(RecipientOutcome::outcome)
                .filter(o -> !o.isSuccess())
                .toList();
        return failures.stream()
                .filter(Outcome::isTemporary)
                .findFirst()
                .orElseGet(() -> failures.isEmpty() ? Outcome.TRY_AGAIN : failures.get(0));
    }
}
