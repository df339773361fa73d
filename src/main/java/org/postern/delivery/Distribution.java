package org.postern.delivery;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
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
 *
 * <p>What must stay true: a recipient whose copy is kept, for whatever recipient of this message, is never told to try again, or the
 * next attempt would bring another. So before anybody is told that, all others have been tried.
 */
public final class Distribution implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Distribution.class);
    private static final int COPY_BUFFER = 64 * 1024;

    private final Transaction.Tools tools;
    private final Envelope envelope;
    private final List<Addressee> addressees;
    private final @Nullable Received message;
    private final Optional<Outcome> fate;
    private final Places places;
    private int tried;
    /** Of those who have been tried and not been asked for. */
    private final Deque<Answer> answers = new ArrayDeque<>();
    /** By what the message is known again. */
    private Optional<byte[]> digest = Optional.empty();

    private boolean digested;

    /**
     * A message as it came.
     *
     * @param trace octets before it in the spool, which are for its only recipient
     */
    record Received(SpooledMessage spooled, int trace, Instant when) {
        /** Without them. */
        Content original() {
            return new SpoolContent(spooled, trace);
        }

        /** With others instead. */
        Content after(ByteBuffer fields) {
            return new SpoolContent(fields, spooled, trace);
        }
    }

    Distribution(Transaction.Tools tools, Envelope envelope, List<Addressee> addressees, Received message) {
        this.tools = tools;
        this.envelope = envelope;
        this.addressees = addressees;
        this.message = message;
        this.fate = Optional.empty();
        this.places = new Places(tools.placement(), addressees);
    }

    /** Of a message that nobody gets. */
    Distribution(Transaction.Tools tools, Envelope envelope, List<Addressee> addressees, Outcome fate) {
        this.tools = tools;
        this.envelope = envelope;
        this.addressees = addressees;
        this.message = null;
        this.places = new Places(tools.placement(), List.of());
        this.fate = Optional.of(fate);
    }

    /** Of those whom {@link #next} has answered for. */
    Places places() {
        return places;
    }

    public boolean hasNext() {
        return tried < addressees.size() || !answers.isEmpty();
    }

    /**
     * Places the message for the next recipient, or for all whom an alias stands for. When this says DELIVERED, it is durable,
     * in mailboxes or, for those who could not have it, in the queue.
     */
    public RecipientOutcome next() {
        if (answers.isEmpty() && tryNext().asksAgain()) {
            tryAll();
        }
        return answers.remove().told();
    }

    private Answer tryNext() {
        Addressee addressee = addressees.get(tried++);
        List<Share> shares = addressee.members().stream()
                .map(member -> share(addressee, member))
                .toList();
        Answer answer = new Answer(
                addressee, shares, all -> tools.reporting().settlement().settleShares(envelope, all, this));
        answers.add(answer);
        return answer;
    }

    private void tryAll() {
        while (tried < addressees.size()) {
            tryNext();
        }
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Answer answer : answers) {
                changed |= answer.asksAgain() && answer.reconsider(places);
            }
        }
    }

    private Share share(Addressee addressee, Member member) {
        String place = places.of(addressee, member);
        Outcome outcome = fate.or(() -> again(place, member)).orElseGet(() -> once(addressee, member));
        places.note(place, outcome);
        if (!outcome.isSuccess()) {
            Origin origin = envelope.origin();
            String address = member.as(Recipient::address, Forward::by).toString();
            tools.audit().deliveryRefused(origin.client(), origin.id(), address, outcome.status());
        }
        return new Share(addressee.address().toString(), outcome, Optional.of(member), Optional.of(place));
    }

    /** A place that was named before gets no second copy, and no second attempt. */
    private Optional<Outcome> again(String place, Member member) {
        return places.outcome(place).map(first -> places.has(place) ? duplicate(member) : first);
    }

    private Outcome duplicate(Member member) {
        Origin origin = envelope.origin();
        tools.audit().duplicate(origin.client(), origin.id(), member.address().toString());
        return Outcome.DELIVERED;
    }

    /**
     * Unless it has been done already: by another address, or an attempt that failed for others. What is sent on may still
     * come to nothing, so it is sent on each time.
     */
    private Outcome once(Addressee addressee, Member member) {
        Duration window = member.as(r -> tools.settings().duplicateWindow(), f -> Duration.ZERO);
        Optional<byte[]> known = window.isZero() ? Optional.empty() : digest();
        if (known.isEmpty()) {
            return member.as(this::deliver, forward -> forward(addressee, forward));
        }
        String who = member.destination();
        if (tools.duplicates().has(who, known.get(), window)) {
            return duplicate(member);
        }
        Outcome outcome = member.as(this::deliver, forward -> forward(addressee, forward));
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
            return message == null ? Optional.empty() : MessageDigests.of(header(), message.original());
        } catch (IOException e) {
            LOG.warn("message {} cannot be read", envelope.origin().id(), e);
            return Optional.empty();
        }
    }

    /** The header of the message as received, without anybody's trace fields; empty when it cannot be had. */
    byte[] header() {
        try {
            return message == null ? new byte[0] : OriginalFields.of(message.original());
        } catch (IOException e) {
            LOG.warn("the header of {} cannot be read", envelope.origin().id(), e);
            return new byte[0];
        }
    }

    /** The message for the queue. */
    Content leaving(Optional<Member> member) {
        Received original = Objects.requireNonNull(message);
        Optional<Forward> forward = member.flatMap(m -> m.as(recipient -> Optional.empty(), Optional::of));
        TraceFields trace = tools.trace();
        return original.after(forward.map(f -> trace.forwarded(envelope, f.by(), original.when()))
                .orElseGet(() -> trace.kept(envelope, original.when())));
    }

    private Outcome deliver(Recipient recipient) {
        Received original = message;
        if (original == null) {
            return Outcome.TRY_AGAIN;
        }
        if (isOnly(recipient)) {
            return place(recipient, original.spooled(), original.when());
        }
        try (Spool spool = tools.store().spool()) {
            spool.write(tools.trace().compose(envelope, recipient.address(), Sharing.SHARED, original.when()));
            copy(original.spooled(), spool);
            try (SpooledMessage own = spool.seal()) {
                return place(recipient, own, original.when());
            }
        } catch (StoreException e) {
            return Outcome.of(e, tools.settings().whenFull());
        }
    }

    private Outcome forward(Addressee addressee, Forward forward) {
        if (message == null) {
            return Outcome.TRY_AGAIN;
        }
        if (new LoopCheck(header()).hasPassed(forward.by())) {
            LOG.warn(
                    "message {} has come back to {}, which forwards it",
                    envelope.origin().id(),
                    forward.by());
            return forward.kept() == Forward.Kept.HERE ? Outcome.DELIVERED : Outcome.FORWARD_LOOP;
        }
        Leaving leaving = new Leaving(envelope, addressee.address(), Optional.of(forward));
        if (!tools.reporting().queue().get().add(leaving, leaving(leaving.member()))) {
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

    private Outcome place(Recipient recipient, SpooledMessage copy, Instant received) {
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
        tried = addressees.size();
        answers.clear();
        if (message != null) {
            message.spooled().close();
        }
    }
}
