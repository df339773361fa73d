package org.postern.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postern.delivery.Outgoing.Purpose;

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
            if (mail.purpose() == Purpose.LOCAL) {
                return deliver(mail, message, outcome -> outcome.isPermanent());
            }
            // Asked first, for addresses elsewhere are no refusals to be logged.
            if (local.expect(mail.to(), OptionalLong.empty()) == Outcome.UNKNOWN_USER) {
                return relay(mail, message);
            }
            return deliver(mail, message, outcome -> false);
        }

        /** Places it here. */
        private Attempt deliver(Outgoing mail, Content message, Predicate<Outcome> isFinal) {
            Envelope envelope = new Envelope(Origin.local(mail.id()), mail.from(), OptionalLong.of(message.size()));
            try (Transaction transaction = local.begin(envelope)) {
                Outcome outcome = mail.mailbox()
                        .map(transaction::addMailbox)
                        .orElseGet(() -> transaction.addRecipient(mail.to()));
                if (outcome.isSuccess()) {
                    outcome = place(transaction, message);
                }
                if (outcome.isSuccess()) {
                    return Attempt.sent(outcome.line());
                }
                return isFinal.test(outcome) ? Attempt.refused(outcome) : Attempt.later(outcome.line());
            } catch (IOException e) {
                return Attempt.later(String.valueOf(e.getMessage()));
            }
        }

        private Outcome place(Transaction transaction, Content message) throws IOException {
            byte[] piece = new byte[(int) Math.min(PIECE, Math.max(1, message.size()))];
            try (InputStream in = message.open()) {
                for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                    transaction.write(ByteBuffer.wrap(piece, 0, n));
                }
            }
            try (Distribution distribution = transaction.finish()) {
                return distribution.next().outcome();
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
