package org.postern.delivery;

import java.util.List;
import org.postern.audit.Audit;
import org.postern.delivery.DeliveryReport.Undelivered;

/**
 * What follows when a caller can only be told one outcome for several recipients (SMTP, {@code postern deliver}): once
 * somebody has the message and the rest is hopeless, Postern itself reports to the sender. Thread-safe.
 */
public final class Settlement {
    private final OutgoingQueue queue;
    private final Audit audit;

    public Settlement(OutgoingQueue queue, Audit audit) {
        this.queue = queue;
        this.audit = audit;
    }

    /**
     * Decides who tells the sender, and if it is Postern, queues the report.
     *
     * @param outcomes of all recipients, refused ones included
     */
    public DeliveryReport settle(Envelope envelope, List<RecipientOutcome> outcomes, Distribution distribution) {
        List<RecipientOutcome> failed =
                outcomes.stream().filter(o -> !o.outcome().isSuccess()).toList();
        if (failed.isEmpty()) {
            return new DeliveryReport(outcomes, Undelivered.NOBODY);
        }
        boolean accepted = failed.size() < outcomes.size();
        // A full mailbox stays full for as long as nobody reads the mail; a full disk is for the caller to wait for.
        boolean hopeless =
                failed.stream().map(RecipientOutcome::outcome).allMatch(o -> o.isPermanent() || o.isOverQuota());
        if (!accepted || !hopeless) {
            return new DeliveryReport(outcomes, Undelivered.CALLER);
        }
        byte[] header = distribution.header();
        if (!ReportRule.permits(envelope.sender(), header)) {
            return new DeliveryReport(outcomes, Undelivered.DROPPED);
        }
        boolean queued = queue.report(envelope.sender(), envelope.origin().id(), failed, header);
        if (!queued) {
            return new DeliveryReport(outcomes, Undelivered.CALLER);
        }
        String sender = envelope.sender().map(Address::toString).orElse("");
        failed.forEach(f -> audit.bounced(
                envelope.origin().id(), sender, f.recipient(), f.outcome().status()));
        return new DeliveryReport(outcomes, Undelivered.BOUNCED);
    }
}
