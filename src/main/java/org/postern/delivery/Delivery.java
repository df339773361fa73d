package org.postern.delivery;

import java.time.Clock;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.postern.store.MailStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way into mailboxes for every protocol and for {@link StreamDelivery}. Thread-safe; each transaction belongs to one
 * thread at a time.
 */
public final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final MailStore store;
    private final RecipientResolver resolver;
    private final Supplier<DeliverySettings> settings;
    private final Reporting reporting;
    private final Duplicates duplicates;
    private final Clock clock;

    /**
     * Made once.
     *
     * @param store with its quota around it
     * @param settings asked at the start of each transaction, so that a reload counts for the next one
     * @param clock its zone is that of the dates in Received
     */
    public Delivery(
            MailStore store, LocalUsers users, Supplier<DeliverySettings> settings, Reporting reporting, Clock clock) {
        this.store = store;
        this.resolver = new RecipientResolver(users);
        this.settings = settings;
        this.reporting = reporting;
        this.duplicates = new Duplicates(clock, Duplicates.MAX);
        this.clock = clock;
    }

    /** The settings as they are now. */
    public DeliverySettings settings() {
        return settings.get();
    }

    /**
     * What a recipient would be answered now, with nothing begun.
     *
     * @param size octets, when announced or known
     * @return RECIPIENT_OK, or why the recipient would not take part
     */
    public Outcome expect(Address address, OptionalLong size) {
        DeliverySettings now = settings.get();
        if (size.orElse(0) > now.maxSize()) {
            return Outcome.TOO_BIG;
        }
        try {
            return placement(now).expect(resolver.resolve(address, now), size);
        } catch (DeliveryException e) {
            if (e.outcome().isTemporary()) {
                LOG.warn("recipient {} cannot be checked: {}", address, e.getMessage());
            }
            return e.outcome();
        }
    }

    private Placement placement(DeliverySettings now) {
        return new Placement(store, reporting, now.whenFull(), new SubaddressSorting(now.subaddressFolders()));
    }

    /** Who has got what lately, to be kept from one run to the next. */
    public Duplicates duplicates() {
        return duplicates;
    }

    /** Starts a transaction; whether its sender and size are acceptable has been checked. The caller closes it. */
    public Transaction begin(Envelope envelope) {
        DeliverySettings now = settings.get();
        Placement placement = placement(now);
        TraceFields trace = new TraceFields(now.hostname(), clock.getZone());
        return new Transaction(
                new Transaction.Tools(store, resolver, now, placement, trace, reporting, duplicates, clock), envelope);
    }
}
