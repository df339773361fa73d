package org.postern.delivery;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postern.delivery.TraceFields.Sharing;
import org.postern.store.Arrival;
import org.postern.store.Flags;
import org.postern.store.MessageBody;
import org.postern.store.Problem;
import org.postern.store.Spool;
import org.postern.store.SpooledMessage;
import org.postern.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A complete message, placed for one recipient at each {@link #next}, in the order of RCPT, so that an answer can be
 * sent as each one is done. One thread at a time. Closing gives up the rest: nobody was told that they have it.
 */
public final class Distribution implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Distribution.class);
    private static final int COPY_BUFFER = 64 * 1024;

    private final Transaction.Tools tools;
    private final Envelope envelope;
    private final List<Addressee> addressees;
    private final Instant received;
    private final @Nullable SpooledMessage message;
    private final Optional<Outcome> fate;
    private int next;
    /** By what the message is known again. */
    private Optional<byte[]> digest = Optional.empty();

    private boolean digested;

    Distribution(
            Transaction.Tools tools,
            Envelope envelope,
            List<Addressee> addressees,
            SpooledMessage message,
            Instant received) {
        this.tools = tools;
        this.envelope = envelope;
        this.addressees = addressees;
        this.message = message;
        this.received = received;
        this.fate = Optional.empty();
    }

    /** Of a message that nobody gets. */
    Distribution(Transaction.Tools tools, Envelope envelope, List<Addressee> addressees, Outcome fate) {
        this.tools = tools;
        this.envelope = envelope;
        this.addressees = addressees;
        this.message = null;
        this.received = Instant.EPOCH;
        this.fate = Optional.of(fate);
    }

    public boolean hasNext() {
        return next < addressees.size();
    }

    /** Places the message for the next recipient, or for all whom an alias stands for. It is durable when this says DELIVERED. */
    public RecipientOutcome next() {
        Addressee addressee = addressees.get(next++);
        List<RecipientOutcome> outcomes =
                addressee.members().stream().map(this::outcome).toList();
        Outcome outcome = outcomes.size() == 1
                ? outcomes.get(0).outcome()
                : tools.reporting()
                        .settlement()
                        .settle(envelope, outcomes, this)
                        .verdict();
        return new RecipientOutcome(addressee.address().toString(), outcome);
    }

    private RecipientOutcome outcome(Member member) {
        Outcome outcome = fate.orElseGet(() -> once(member));
        String address = member.as(Recipient::address, Forward::by).toString();
        if (!outcome.isSuccess()) {
            Origin origin = envelope.origin();
            tools.audit().deliveryRefused(origin.client(), origin.id(), address, outcome.status());
        }
        return new RecipientOutcome(address, outcome);
    }

    /**
     * Unless it has been done already: by another address, or an attempt that failed for others. What is sent on may still
     * come to nothing, so it is sent on each time.
     */
    private Outcome once(Member member) {
        Duration window = member.as(r -> tools.settings().duplicateWindow(), f -> Duration.ZERO);
        Optional<byte[]> known = window.isZero() ? Optional.empty() : digest();
        if (known.isEmpty()) {
            return member.as(this::place, this::forward);
        }
        String who = member.destination();
        if (tools.duplicates().has(who, known.get(), window)) {
            Origin origin = envelope.origin();
            tools.audit()
                    .duplicate(origin.client(), origin.id(), member.address().toString());
            return Outcome.DELIVERED;
        }
        Outcome outcome = member.as(this::place, this::forward);
        if (outcome == Outcome.DELIVERED) {
            tools.duplicates().note(who, known.get(), window);
        }
        return outcome;
    }

    /** Made once, when it is needed. */
    private Optional<byte[]> digest() {
        if (!digested) {
            digest = makeDigest();
            digested = true;
        }
        return digest;
    }

    private Optional<byte[]> makeDigest() {
        try {
            return message == null ? Optional.empty() : MessageDigests.of(header(), new SpoolContent(message));
        } catch (IOException e) {
            LOG.warn("message {} cannot be read", envelope.origin().id(), e);
            return Optional.empty();
        }
    }

    /** The header of the message as received, for the report about it; empty when it cannot be had. */
    byte[] header() {
        try {
            return message == null ? new byte[0] : OriginalFields.of(new SpoolContent(message));
        } catch (IOException e) {
            LOG.warn("the header of {} cannot be read", envelope.origin().id(), e);
            return new byte[0];
        }
    }

    private Outcome place(Recipient recipient) {
        SpooledMessage original = message;
        if (original == null) {
            return Outcome.TRY_AGAIN;
        }
        if (isOnly(recipient)) {
            return place(recipient, original);
        }
        try (Spool spool = tools.store().spool()) {
            spool.write(tools.trace().compose(envelope, recipient.address(), Sharing.SHARED, received));
            copy(original, spool);
            try (SpooledMessage own = spool.seal()) {
                return place(recipient, own);
            }
        } catch (StoreException e) {
            return Outcome.of(e, tools.settings().whenFull());
        }
    }

    private Outcome forward(Forward forward) {
        SpooledMessage original = message;
        if (original == null) {
            return Outcome.TRY_AGAIN;
        }
        if (new LoopCheck(header()).hasPassed(forward.by())) {
            LOG.warn(
                    "message {} has come back to {}, which forwards it",
                    envelope.origin().id(),
                    forward.by());
            return forward.kept() == Forward.Kept.HERE ? Outcome.DELIVERED : Outcome.FORWARD_LOOP;
        }
        ByteBuffer fields = tools.trace().forwarded(envelope, forward.by(), received);
        if (!tools.reporting().queue().get().forward(envelope, forward, new SpoolContent(fields, original))) {
            return Outcome.TRY_AGAIN;
        }
        Origin origin = envelope.origin();
        tools.audit()
                .forwarded(
                        origin.client(),
                        origin.id(),
                        forward.by().toString(),
                        forward.address().toString());
        return Outcome.DELIVERED;
    }

    private boolean isOnly(Recipient recipient) {
        return addressees.size() == 1 && addressees.get(0).members().equals(List.of(recipient));
    }

    private Outcome place(Recipient recipient, SpooledMessage copy) {
        return tools.placement().place(recipient, new Letter(envelope, Arrival.last(copy, Flags.NONE, received)));
    }

    private static void copy(SpooledMessage from, Spool to) throws StoreException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(COPY_BUFFER, Math.max(1, from.size())));
        try (MessageBody body = from.body()) {
            long at = 0;
            while (at < body.size()) {
                int n = body.read(at, buffer.clear());
                if (n <= 0) {
                    throw new EOFException("spooled message ends at " + at + " of " + body.size());
                }
                at += n;
                to.write(buffer.flip());
            }
        } catch (IOException e) {
            throw new StoreException(Problem.UNAVAILABLE, "spooled message cannot be read", e);
        }
    }

    @Override
    public void close() {
        next = addressees.size();
        if (message != null) {
            message.close();
        }
    }
}
