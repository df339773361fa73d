package org.postern.imap.command;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postern.imap.fetch.Piece;
import org.postern.imap.response.Code;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.imap.state.AppendLimits;
import org.postern.imap.state.ImapContext;
import org.postern.store.Arrival;
import org.postern.store.Flags;
import org.postern.store.Spool;
import org.postern.store.SpooledMessage;
import org.postern.store.StoreException;

/**
 * The messages of one APPEND or REPLACE, collected on disk until the last is there: then all are placed, or none. What
 * breaks a limit is refused when it is announced, before it is sent.
 */
final class AppendWork implements AutoCloseable {
    /** So many messages keep what the store likes to have at hand; those after them wait on disk alone. */
    private static final int AT_HAND = 8;

    private final ImapContext ctx;
    private final AppendTarget target;
    private final AppendLimits limits;
    private final UrlReader urls;
    private final List<Arrival> arrivals = new ArrayList<>();
    private Labels labels = new Labels(Flags.NONE, Optional.empty());
    private @Nullable Spool spool;
    /** Octets of this message and of all, as far as they were announced. */
    private long size;

    private long total;
    private int urlCount;

    /** What stands before a message. */
    record Labels(Flags flags, Optional<OffsetDateTime> date) {}

    /** Takes the target over. */
    AppendWork(ImapContext ctx, AppendTarget target) {
        this.ctx = ctx;
        this.target = target;
        this.limits = ctx.limits().append();
        this.urls = new UrlReader(ctx);
    }

    /** A message begins. */
    void begin(Labels newLabels) throws StoreException, Refusal {
        target.admit(arrivals.size());
        Processed.requireRoom(ctx, arrivals.size());
        if (arrivals.size() == limits.messages()) {
            throw Refusal.no(Code.LIMIT, "Too many messages in one command");
        }
        labels = newLabels;
        size = 0;
        spool = ctx.store().spool();
    }

    /** A literal is announced. */
    void announce(AppendLiteral literal, long octets) throws StoreException, Refusal {
        if (octets == 0 && literal.isMessage()) {
            throw empty();
        }
        expect(octets);
    }

    private void expect(long octets) throws StoreException, Refusal {
        if (octets > limits.message() - size) {
            throw Refusal.no(Code.TOOBIG, "Message is too large");
        }
        if (octets > limits.total() - total) {
            throw Refusal.no(Code.LIMIT, "The messages of one command are too large together");
        }
        size += octets;
        total += octets;
        AppendTarget.Room freed = target.freed();
        ctx.account()
                .requireRoom(
                        target.mailbox().info().name(),
                        Math.max(0, total - freed.octets()),
                        arrivals.size() + 1 - freed.messages());
    }

    /** Octets that were announced. */
    void write(ByteBuffer octets) throws StoreException {
        spool().write(octets);
    }

    /** The octets a URL points at are the next part of the message. */
    void url(String text) throws StoreException, Refusal {
        if (++urlCount > limits.urls()) {
            throw Refusal.no(Code.LIMIT, "Too many URLs in one command");
        }
        Piece piece = urls.find(text);
        expect(piece.size());
        UrlReader.copy(piece, spool());
    }

    /** The message is complete. */
    void end() throws StoreException, Refusal {
        if (size == 0) {
            throw empty();
        }
        SpooledMessage message = spool().seal();
        spool = null;
        Instant received = labels.date()
                .map(OffsetDateTime::toInstant)
                .orElseGet(() -> ctx.clock().instant());
        arrivals.add(Arrival.last(message, labels.flags(), received));
        if (arrivals.size() > AT_HAND) {
            message.setAside();
        }
    }

    private static Refusal empty() {
        return Refusal.no(Code.CANNOT, "An empty message cannot be stored");
    }

    private Spool spool() {
        if (spool == null) {
            throw new IllegalStateException("no message has begun");
        }
        return spool;
    }

    void run(List<AppendStep> steps) throws StoreException, Refusal {
        for (AppendStep step : steps) {
            step.run(this);
        }
    }

    Responses place() throws StoreException {
        return target.place(arrivals);
    }

    /** Discards what was not placed. */
    @Override
    public void close() {
        if (spool != null) {
            spool.close();
            spool = null;
        }
        arrivals.forEach(arrival -> arrival.message().close());
        arrivals.clear();
        urls.close();
        target.close();
    }
}
