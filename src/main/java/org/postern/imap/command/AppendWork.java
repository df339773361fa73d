package org.postern.imap.command;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postern.imap.codec.ImapRequest.Octets;
import org.postern.imap.fetch.Piece;
import org.postern.imap.response.Code;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.imap.state.AppendLimits;
import org.postern.imap.state.ImapContext;
import org.postern.imap.wire.Utf8;
import org.postern.store.Arrival;
import org.postern.store.Flags;
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
    private @Nullable IncomingMessage message;
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
        message = new IncomingMessage(ctx.store().spool());
    }

    /** A literal is announced. */
    void announce(AppendLiteral literal, long size, Octets octets) throws StoreException, Refusal {
        if (size == 0 && literal.isMessage()) {
            throw empty();
        }
        expect(size);
        message().expect(octets);
    }

    private void expect(long octets) throws StoreException, Refusal {
        requireSize(size + octets);
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

    /** @param octets of one message; less than nothing for more than can be counted */
    private void requireSize(long octets) throws Refusal {
        if (octets < 0 || octets > limits.message()) {
            throw Refusal.no(Code.TOOBIG, "Message is too large");
        }
    }

    /** Octets that were announced. */
    void write(ByteBuffer octets) throws StoreException {
        message().write(octets);
    }

    /** The octets a URL points at are the next part of the message. */
    void url(String text) throws StoreException, Refusal {
        if (++urlCount > limits.urls()) {
            throw Refusal.no(Code.LIMIT, "Too many URLs in one command");
        }
        Piece piece = urls.find(text);
        expect(piece.size());
        UrlReader.copy(piece, message());
    }

    /** The message is complete. */
    void end() throws StoreException, Refusal {
        if (size == 0) {
            throw empty();
        }
        IncomingMessage ended = message();
        if (ended.hasEightBitHeader() && mustBeAscii()) {
            throw Refusal.no(Code.CANNOT, "8-bit header fields are for who has enabled UTF8=ACCEPT or IMAP4rev2");
        }
        SpooledMessage sealed = ended.seal(ctx.store());
        message = null;
        arrivals.add(Arrival.last(sealed, labels.flags(), received()));
        requireSize(sealed.size()); // base64 is larger than what came
        if (arrivals.size() > AT_HAND) {
            sealed.setAside();
        }
    }

    private Instant received() {
        return labels.date()
                .map(OffsetDateTime::toInstant)
                .orElseGet(() -> ctx.clock().instant());
    }

    /** RFC 6855 4, where the operator wants that. */
    private boolean mustBeAscii() {
        return ctx.utf8() == Utf8.OFF && limits.eightBitHeaders() == AppendLimits.EightBitHeaders.REJECTED;
    }

    private static Refusal empty() {
        return Refusal.no(Code.CANNOT, "An empty message cannot be stored");
    }

    private IncomingMessage message() {
        if (message == null) {
            throw new IllegalStateException("no message has begun");
        }
        return message;
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
        if (message != null) {
            message.close();
            message = null;
        }
        arrivals.forEach(arrival -> arrival.message().close());
        arrivals.clear();
        urls.close();
        target.close();
    }
}
