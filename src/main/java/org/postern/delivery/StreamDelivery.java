package org.postern.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers a message from a stream to several recipients at once ({@code postern deliver}). The caller can only be told
 * one outcome for all, so once somebody has the message, Postern reports to the sender itself what the others did not get.
 * Thread-safe.
 */
public final class StreamDelivery {
    private static final Logger LOG = LoggerFactory.getLogger(StreamDelivery.class);

    private final Delivery delivery;
    private final Settlement settlement;
    private final Supplier<String> ids;

    /**
     * Made once.
     *
     * @param ids unique names of transactions: letters, digits, hyphens
     */
    public StreamDelivery(Delivery delivery, Settlement settlement, Supplier<String> ids) {
        this.delivery = delivery;
        this.settlement = settlement;
        this.ids = ids;
    }

    /**
     * Delivers. Bare LF in the message becomes CRLF.
     *
     * @param sender {@code local@domain}; empty or {@code <>} for none
     * @param recipients addresses, at least one
     * @throws IOException when the message cannot be read; nobody has got it then
     */
    public DeliveryReport deliver(String sender, List<String> recipients, InputStream message) throws IOException {
        Envelope envelope = new Envelope(Origin.local(ids.get()), reversePath(sender), OptionalLong.empty());
        try (Transaction transaction = delivery.begin(envelope)) {
            List<Optional<Outcome>> refusals = recipients.stream()
                    .map(r -> Optional.of(add(transaction, r)).filter(o -> !o.isSuccess()))
                    .toList();
            if (transaction.recipientCount() > 0) {
                PipeLines lines = new PipeLines(message);
                for (ByteBuffer piece = lines.next(); piece.hasRemaining(); piece = lines.next()) {
                    transaction.write(piece);
                }
            }
            try (Distribution distribution = transaction.finish()) {
                return settlement.settle(envelope, place(recipients, refusals, distribution), distribution);
            }
        }
    }

    private static Optional<Address> reversePath(String sender) {
        if (sender.isEmpty() || sender.equals("<>")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Address.parse(sender));
        } catch (IllegalArgumentException e) {
            // The message is worth more than the report about it.
            LOG.warn("sender is no address, taken as empty");
            return Optional.empty();
        }
    }

    private static Outcome add(Transaction transaction, String recipient) {
        try {
            return transaction.addRecipient(Address.parse(recipient));
        } catch (IllegalArgumentException e) {
            return Outcome.BAD_ADDRESS;
        }
    }

    private static List<RecipientOutcome> place(
            List<String> recipients, List<Optional<Outcome>> refusals, Distribution distribution) {
        List<RecipientOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < recipients.size(); i++) {
            String given = recipients.get(i);
            outcomes.add(refusals.get(i)
                    .map(refusal -> new RecipientOutcome(given, refusal))
                    .orElseGet(distribution::next));
        }
        return outcomes;
    }
}
