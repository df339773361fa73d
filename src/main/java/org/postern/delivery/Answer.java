package org.postern.delivery;

import java.util.List;
import org.postern.delivery.DeliveryReport.Undelivered;

/** What one recipient is answered, made of the shares of all whom the address stands for. One thread at a time. */
final class Answer {
    private final Addressee addressee;
    private final Settling settling;
    private List<Share> shares;
    private Outcome outcome;

    /** Sees to those who have not got it, once somebody has. */
    interface Settling {
        Undelivered settle(List<Share> shares);
    }

    Answer(Addressee addressee, List<Share> shares, Settling settling) {
        this.addressee = addressee;
        this.settling = settling;
        this.shares = shares;
        this.outcome = verdict();
    }

    /** Whether the caller is to try again. */
    boolean asksAgain() {
        return outcome.isTemporary();
    }

    /**
     * Takes for delivered what is kept by now, for another recipient.
     *
     * @return whether the answer is another one by that
     */
    boolean reconsider(Places places) {
        shares = shares.stream()
                .map(share -> places.has(share) ? share.delivered() : share)
                .toList();
        Outcome before = outcome;
        outcome = verdict();
        return outcome != before;
    }

    private Outcome verdict() {
        if (shares.size() == 1) {
            return shares.get(0).outcome();
        }
        Undelivered undelivered = settling.settle(shares);
        return new DeliveryReport(shares.stream().map(this::outcome).toList(), undelivered).verdict();
    }

    private RecipientOutcome outcome(Share share) {
        return new RecipientOutcome(share.sentTo(), share.outcome());
    }

    RecipientOutcome told() {
        return new RecipientOutcome(addressee.address().toString(), outcome);
    }
}
