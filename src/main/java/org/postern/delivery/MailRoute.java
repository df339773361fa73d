package org.postern.delivery;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The mailbox of a sender who has one here; the smarthost for everybody else. Thread-safe. */
public final class MailRoute implements BounceRoute {
    private static final Logger LOG = LoggerFactory.getLogger(MailRoute.class);

    private final Delivery local;
    private final Supplier<BounceSettings> settings;

    public MailRoute(Delivery local, Supplier<BounceSettings> settings) {
        this.local = local;
        this.settings = settings;
    }

    @Override
    public Attempt send(QueuedBounce bounce, byte[] message) {
        Envelope envelope = new Envelope(Origin.local(bounce.id()), Optional.empty(), OptionalLong.of(message.length));
        try (Transaction transaction = local.begin(envelope)) {
            Outcome expected = transaction.addRecipient(bounce.to());
            if (expected == Outcome.UNKNOWN_USER) {
                return relay(bounce, message);
            }
            if (!expected.isSuccess()) {
                return Attempt.LATER;
            }
            transaction.write(ByteBuffer.wrap(message));
            try (Distribution distribution = transaction.finish()) {
                return distribution.next().outcome().isSuccess() ? Attempt.SENT : Attempt.LATER;
            }
        }
    }

    private Attempt relay(QueuedBounce bounce, byte[] message) {
        BounceSettings now = settings.get();
        if (now.smarthost().isEmpty()) {
            LOG.warn("report {} to {} waits: no bounce.smarthost is configured", bounce.id(), bounce.to());
            return Attempt.LATER;
        }
        return new SmarthostTransport(now, now.smarthost().get()).send(bounce, message);
    }
}
