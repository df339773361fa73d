package org.postern.delivery;

/** Told of what operators want to find in the audit log. Called on the delivering thread; must not block or throw. */
public interface DeliveryEvents {
    /** A recipient was refused before the message came. */
    void refused(Envelope envelope, RecipientOutcome recipient);

    /**
     * A message was placed, or could not be.
     *
     * @param size octets as received
     */
    void placed(Envelope envelope, RecipientOutcome recipient, long size);

    /** Tells nobody. */
    DeliveryEvents NONE = new DeliveryEvents() {
        @Override
        public void refused(Envelope envelope, RecipientOutcome recipient) {}

        @Override
        public void placed(Envelope envelope, RecipientOutcome recipient, long size) {}
    };
}
