package org.postern.delivery;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.postern.audit.Audit;
import org.postern.delivery.DeliveryReport.Undelivered;

/**
 * What follows when a caller can only be told one outcome for several (SMTP, {@code postern deliver}, an alias): once somebody
 * has the message, the rest is Postern's business. Thread-safe.
 *
 * <p>What must stay true: when this says that the message is accepted, whoever has not got it has it in the queue, or its
 * sender has a report there, durably.
 */
public final class Settlement {
    private final OutgoingQueue queue;
    private final Audit audit;

    public Settlement(OutgoingQueue queue, Audit audit) {
        this.queue = queue;
        this.audit = audit;
    }

    /**
     * Decides who goes on with the message, and if it is Postern, queues what is to be done.
     *
     * @param outcomes of all recipients, refused ones included
     */
    public DeliveryReport settle(Envelope envelope, List<RecipientOutcome> outcomes, Distribution distribution) {
        Undelivered undelivered =
                settleShares(envelope, outcomes.stream().map(Share::of).toList(), distribution);
        return new DeliveryReport(outcomes, undelivered);
    }

    Undelivered settleShares(Envelope envelope, List<Share> shares, Distribution distribution) {
        List<Share> failed =
                shares.stream().filter(s -> !s.outcome().isSuccess()).toList();
        if (failed.isEmpty()) {
            return Undelivered.NOBODY;
        }
        if (failed.size() == shares.size()) {
            return Undelivered.CALLER;
        }
        List<Share> waiting =
                failed.stream().filter(s -> s.outcome().mayHelpLater()).toList();
        List<Share> hopeless =
                failed.stream().filter(s -> !s.outcome().mayHelpLater()).toList();
        byte[] header = distribution.header();
        boolean reported = ReportRule.permits(envelope.sender(), header) && !hopeless.isEmpty();
        boolean done = waiting.stream().allMatch(s -> once(s, distribution, () -> keep(envelope, s, distribution)))
                && (reported ? report(envelope, hopeless, header) : shelve(envelope, hopeless, distribution));
        if (!done) {
            return Undelivered.CALLER;
        }
        return reported ? Undelivered.BOUNCED : Undelivered.KEPT;
    }

    /** One entry for each address that the sender wrote, however many it stands for. */
    private boolean report(Envelope envelope, List<Share> failed, byte[] header) {
        Map<String, FailedRecipient> each = new LinkedHashMap<>();
        failed.forEach(s -> each.putIfAbsent(s.sentTo(), s.failed()));
        String id = envelope.origin().id();
        if (!queue.report(
                envelope.sender(), new Arrival(id, queue.clock().instant()), List.copyOf(each.values()), header)) {
            return false;
        }
        each.values()
                .forEach(f -> audit.bounced(
                        id, sender(envelope), f.address(), f.outcome().status()));
        return true;
    }

    private boolean keep(Envelope envelope, Share share, Distribution distribution) {
        return queue.add(leaving(envelope, share), distribution.leaving(share.member()));
    }

    /** Nobody may be told: an operator sees it for some time. */
    private boolean shelve(Envelope envelope, List<Share> failed, Distribution distribution) {
        return failed.stream()
                .filter(s -> s.outcome() != Outcome.BAD_ADDRESS) // nobody's, and the audit log has it
                .allMatch(s -> once(
                        s,
                        distribution,
                        () -> queue.shelve(leaving(envelope, s), distribution.leaving(s.member()), s.outcome())));
    }

    /** A place that several recipients mean needs one copy. */
    private static boolean once(Share share, Distribution distribution, BooleanSupplier keeping) {
        Places places = distribution.places();
        if (places.isOpen(share)) {
            if (!keeping.getAsBoolean()) {
                return false;
            }
            places.settle(share);
        }
        return true;
    }

    private static Leaving leaving(Envelope envelope, Share share) {
        return new Leaving(envelope, Address.parse(share.sentTo()), share.member());
    }

    private static String sender(Envelope envelope) {
        return envelope.sender().map(Address::toString).orElse("");
    }
}
