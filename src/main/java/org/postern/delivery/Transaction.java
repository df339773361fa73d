package org.postern.delivery;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postern.audit.Audit;
import org.postern.store.MailStore;
import org.postern.store.Spool;
import org.postern.store.SpooledMessage;
import org.postern.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One message on its way in: recipients, then octets, then {@link #finish}. Nothing is placed before that, and closing a
 * transaction forgets everything. One thread at a time.
 *
 * <p>Writing never fails for the caller, who has to take the rest of the message from its client anyway: what went wrong
 * is remembered and becomes every recipient's outcome.
 */
public final class Transaction implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Transaction.class);

    private final Tools tools;
    private final Envelope envelope;
    private final List<Addressee> addressees = new ArrayList<>();
    /** Members of all addressees. */
    private int members;

    private final Instant started;
    private @Nullable Spool spool;
    /** Octets of trace fields before the message itself. */
    private int trace;

    private @Nullable Outcome trouble;
    private long size;

    Transaction(Tools tools, Envelope envelope) {
        this.tools = tools;
        this.envelope = envelope;
        this.started = tools.clock.instant();
    }

    /** What a transaction works with. */
    record Tools(
            MailStore store,
            RecipientResolver resolver,
            DeliverySettings settings,
            Placement placement,
            TraceFields trace,
            Reporting reporting,
            Duplicates duplicates,
            Clock clock) {
        Audit audit() {
            return reporting.audit();
        }
    }

    public Envelope envelope() {
        return envelope;
    }

    /**
     * Adds a recipient, who is known to have room for what was announced. Only before the first octet.
     *
     * @return RECIPIENT_OK, or why the recipient does not take part
     */
    public Outcome addRecipient(Address address) {
        Outcome outcome = members < tools.settings.maxRecipients() ? expect(address) : Outcome.TOO_MANY_RECIPIENTS;
        if (!outcome.isSuccess()) {
            Origin origin = envelope.origin();
            tools.audit().deliveryRefused(origin.client(), origin.id(), address.toString(), outcome.status());
        }
        return outcome;
    }

    /**
     * Adds a mailbox that an earlier transaction has found; aliases and forward addresses are not asked again.
     *
     * @return as {@link #addRecipient}
     */
    Outcome addMailbox(Recipient recipient) {
        return expect(recipient.address(), () -> tools.resolver.known(recipient));
    }

    private Outcome expect(Address address) {
        return expect(address, () -> tools.resolver.resolve(address, tools.settings));
    }

    private interface Resolving {
        Addressee resolve() throws DeliveryException;
    }

    private Outcome expect(Address address, Resolving resolving) {
        try {
            Addressee addressee = resolving.resolve();
            Outcome outcome = tools.placement.expect(addressee, envelope.declaredSize());
            if (outcome.isSuccess()) {
                addressees.add(addressee);
                members += addressee.members().size();
            }
            return outcome;
        } catch (DeliveryException e) {
            if (e.outcome().isTemporary()) {
                LOG.warn("recipient {} cannot be checked", address, e);
            }
            return e.outcome();
        }
    }

    /** Recipients that take part, an alias being one. */
    public int recipientCount() {
        return addressees.size();
    }

    /** Takes all remaining octets of the message's next piece. The octets are read before this returns. */
    public void write(ByteBuffer octets) {
        size += octets.remaining();
        if (trouble == null && size > tools.settings.maxSize()) {
            fail(Outcome.TOO_BIG);
        }
        if (trouble != null) {
            octets.position(octets.limit());
            return;
        }
        try {
            receiving().write(octets);
        } catch (StoreException e) {
            fail(e);
        }
    }

    /** What is wrong with the message so far. */
    public Optional<Outcome> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Ends the message. The distribution places it and is the caller's to close; of this transaction nothing is left. */
    public Distribution finish() {
        Distribution distribution = distribution(List.copyOf(addressees));
        close();
        return distribution;
    }

    private Distribution distribution(List<Addressee> all) {
        if (trouble == null) {
            try {
                return new Distribution(tools, envelope, all, received());
            } catch (StoreException e) {
                fail(e);
            }
        }
        return new Distribution(tools, envelope, all, trouble().orElse(Outcome.TRY_AGAIN));
    }

    private Distribution.Received received() throws StoreException {
        SpooledMessage sealed = receiving().seal();
        return new Distribution.Received(sealed, trace, started);
    }

    /** A single recipient's copy needs no second writing: its trace fields come first, before the message itself. */
    private Spool receiving() throws StoreException {
        if (spool != null) {
            return spool;
        }
        Spool fresh = tools.store.spool();
        spool = fresh;
        if (members == 1 && !addressees.get(0).isForwarded()) {
            Member only = addressees.get(0).members().get(0);
            ByteBuffer fields = tools.trace.compose(envelope, only.address(), TraceFields.Sharing.ALONE, started);
            trace = fields.remaining();
            fresh.write(fields);
        }
        return fresh;
    }

    private void fail(StoreException e) {
        LOG.warn("message {} cannot be received", envelope.origin().id(), e);
        fail(Outcome.of(e, tools.settings.whenFull()));
    }

    private void fail(Outcome outcome) {
        trouble = outcome;
        discard();
    }

    private void discard() {
        if (spool != null) {
            spool.close();
            spool = null;
        }
    }

    @Override
    public void close() {
        addressees.clear();
        members = 0;
        discard();
    }
}
