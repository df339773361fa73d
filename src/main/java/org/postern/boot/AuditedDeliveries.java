package org.postern.boot;

import java.util.Locale;
import org.postern.audit.Audit;
import org.postern.audit.Client;
import org.postern.delivery.DeliveryEvents;
import org.postern.delivery.Envelope;
import org.postern.delivery.RecipientOutcome;

/** Writes deliveries into the audit log. */
record AuditedDeliveries(Audit audit) implements DeliveryEvents {
    @Override
    public void refused(Envelope envelope, RecipientOutcome recipient) {
        audit.deliveryRefused(
                client(envelope), id(envelope), recipient.recipient(), recipient.outcome().status());
    }

    @Override
    public void placed(Envelope envelope, RecipientOutcome recipient, long size) {
        if (recipient.outcome().isSuccess()) {
            audit.delivered(client(envelope), id(envelope), new Audit.Placing(recipient.recipient(), "INBOX", size));
        } else {
            refused(envelope, recipient);
        }
    }

    private static String id(Envelope envelope) {
        return envelope.origin().id();
    }

    private static Client client(Envelope envelope) {
        return new Client(
                envelope.origin().protocol().toLowerCase(Locale.ROOT),
                id(envelope),
                envelope.origin().peer());
    }
}
