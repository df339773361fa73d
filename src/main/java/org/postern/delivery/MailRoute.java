package org.postern.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The mailbox of a recipient who has one here; the smarthost for everybody else. Thread-safe. */
public final class MailRoute implements OutgoingRoute {
    private static final int PIECE = 64 * 1024;

    private final Delivery local;
    private final Supplier<BounceSettings> settings;

    public MailRoute(Delivery local, Supplier<BounceSettings> settings) {
        this.local = local;
        this.settings = settings;
    }

    @Override
    public Round begin() {
        return new Sending(settings.get());
    }

    private final class Sending implements Round {
        private final BounceSettings now;
        private @Nullable SmarthostConnection smarthost;

        Sending(BounceSettings now) {
            this.now = now;
        }

        @Override
        public Attempt send(Outgoing mail, Content message) {
            Envelope envelope = new Envelope(Origin.local(mail.id()), mail.from(), OptionalLong.of(message.size()));
            // Asked first, for addresses elsewhere are no refusals to be logged.
            if (local.expect(mail.to(), OptionalLong.empty()) == Outcome.UNKNOWN_USER) {
                return relay(mail, message);
            }
            try (Transaction transaction = local.begin(envelope)) {
                Outcome expected = transaction.addRecipient(mail.to());
                return expected.isSuccess() ? place(transaction, message) : Attempt.later(expected.text());
            } catch (IOException e) {
                return Attempt.later(String.valueOf(e.getMessage()));
            }
        }

        private Attempt place(Transaction transaction, Content message) throws IOException {
            byte[] piece = new byte[(int) Math.min(PIECE, Math.max(1, message.size()))];
            try (InputStream in = message.open()) {
                for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                    transaction.write(ByteBuffer.wrap(piece, 0, n));
                }
            }
            try (Distribution distribution = transaction.finish()) {
                Outcome outcome = distribution.next().outcome();
                return outcome.isSuccess() ? Attempt.sent(outcome.text()) : Attempt.later(outcome.text());
            }
        }

        private Attempt relay(Outgoing mail, Content message) {
            if (now.smarthost().isEmpty()) {
                return Attempt.later("no bounce.smarthost is configured");
            }
            if (smarthost == null) {
                smarthost = new SmarthostConnection(now, now.smarthost().get());
            }
            return smarthost.send(mail, message);
        }

        @Override
        public void close() {
            if (smarthost != null) {
                smarthost.close();
            }
        }
    }
}
