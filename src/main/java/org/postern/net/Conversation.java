package org.postern.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;
import org.postern.wire.Progress;
import org.postern.wire.WireOut;
import org.postern.wire.WireOut.Regions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker's side of a connection: its session and the reply under way. Belongs to one worker at a time, together with
 * the turn that {@link ReplyPump} gives; between turns nobody touches it.
 *
 * <p>Invariant: every reply is closed once, and {@code disconnected()} is the session's last call and is made once.
 */
final class Conversation {
    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

    /** A turn ends after this time even if its batch is not full, so that what is ready is not held back. */
    private static final long SLICE_NANOS = Duration.ofMillis(10).toNanos();

    private final SessionFactory sessions;
    private final ChannelLink link;
    private final ByteBufAllocator allocator;
    private final CompressionLayer layer;
    private final BatchRoom room;
    private final Consumer<List<WireOut.Segment>> atOnce;
    private final LongSupplier nanoTime;

    private @Nullable ProtocolSession<?> session;
    private @Nullable Reply reply;
    private boolean lastWords;
    private boolean garbled;
    private boolean ended;

    Conversation(SessionFactory sessions, ChannelLink link, ByteBufAllocator allocator, Surroundings around) {
        this.sessions = sessions;
        this.link = link;
        this.allocator = allocator;
        this.room = new BatchRoom(around.batch(), around.spare());
        this.layer = new CompressionLayer(allocator, around.deflaters());
        this.atOnce = around.atOnce();
        this.nanoTime = around.nanoTime();
    }

    /**
     * What a conversation needs besides its session.
     *
     * @param batch octets of a batch, at first
     * @param spare room for answers that are worth one write
     * @param atOnce takes over what goes to the channel while a turn still lasts
     * @param nanoTime as {@link System#nanoTime}
     */
    record Surroundings(
            int batch,
            Deflaters deflaters,
            SpareRoom spare,
            Consumer<List<WireOut.Segment>> atOnce,
            LongSupplier nanoTime) {}

    /** What the event loop wants said at the next occasion. */
    enum Call {
        NOTHING,
        TIMED_OUT,
        STOPPING,
        /** As STOPPING, but not before the body under way has come to its end. */
        FINISHING,
        /** The client sends no more: end after what it asked for. */
        INPUT_ENDED;

        /** Whether it is worth a turn although nothing has been received. */
        boolean isUrgent() {
            return this != NOTHING && this != FINISHING;
        }
    }

    /** Why a turn ended. */
    enum End {
        /** Nothing left to do until something happens. */
        WAIT,
        /** There is more to say or to read already. */
        MORE,
        /** More to say, later. */
        DELAY,
        START_TLS,
        CLOSE,
        /** As CLOSE, but because the session failed or the client sends what cannot become a request. */
        FAIL
    }

    /**
     * What a turn left behind; the segments are the taker's.
     *
     * @param spare octets of {@link SpareRoom} to be given back when the segments have left
     */
    record Outcome(End end, List<WireOut.Segment> segments, int spare, Duration delay, Standing standing) {
        /** Whether there is more to be sent than is in memory. */
        boolean hasRegion() {
            return segments.stream().anyMatch(WireOut.Region.class::isInstance);
        }
    }

    /**
     * How the session stands after a turn.
     *
     * @param appetite octets that it can make use of at once
     * @param midway whether it is in the midst of a body
     */
    record Standing(int appetite, boolean authenticated, boolean midway) {
        private static final Standing OVER = new Standing(0, false, false);
    }

    /** The account or address whose share of the workers the next turn uses. */
    String shareKey() {
        return session == null ? link.remoteAddress() : session.shareKey();
    }

    /** Goes on with the reply under way, then from request to request until the batch is full or nothing is left. */
    Outcome turn(ByteBuf in, Call call) {
        Regions regions = link.isTls() || layer.isActive() ? Regions.REFUSED : Regions.ALLOWED;
        try (WireOut out = new WireOut(allocator, room.begin(), regions)) {
            End last = End.FAIL;
            try {
                Step step = run(in, call, out);
                room.end(out);
                if (session != null && step.end != End.CLOSE && step.end != End.FAIL) {
                    return new Outcome(step.end, batch(out, step), room.spareTaken(), step.delay, standing(session));
                }
                last = step.end;
            } catch (Throwable e) { // whatever a session throws costs its own connection, never the worker
                LOG.warn("connection {} closes: its session failed", link, e);
            }
            List<WireOut.Segment> lastBatch = batch(out, Step.CLOSE);
            end();
            return new Outcome(last, lastBatch, room.spareTaken(), Duration.ZERO, Standing.OVER);
        }
    }

    /** The turn's batch as it goes to the channel. */
    private List<WireOut.Segment> batch(WireOut out, Step step) {
        List<WireOut.Segment> plain = out.take();
        List<WireOut.Segment> batch = switch (step.layering) {
            case AS_IT_IS -> layer.toSend(plain);
            case BEGINS -> {
                layer.begin();
                yield plain;
            }
            case ENDS -> layer.lastToSend(plain);
        };
        layer.rest();
        return batch;
    }

    private static Standing standing(ProtocolSession<?> session) {
        Framer<?> framer = session.framer();
        return new Standing(framer.appetite(), session.isAuthenticated(), framer.isMidway());
    }

    /** The connection is gone: closes what is open, unless that has happened. */
    void end() {
        if (!ended) {
            ended = true;
            guarded(this::closeReply);
            if (session != null) {
                guarded(session::disconnected);
            }
            guarded(layer::close);
        }
    }

    private void guarded(Runnable lastCall) {
        try {
            lastCall.run();
        } catch (RuntimeException | Error e) {
            LOG.warn("connection {}: its session failed to end", link, e);
        }
    }

    /** What becomes of the compression when the batch of a turn is complete. */
    private enum Layering {
        AS_IT_IS,
        BEGINS,
        ENDS
    }

    private record Step(End end, Duration delay, Layering layering) {
        private static final Step MORE = new Step(End.MORE);
        private static final Step FAIL = new Step(End.FAIL);
        private static final Step CLOSE = new Step(End.CLOSE);
        private static final Step WAIT = new Step(End.WAIT);
        private static final Step START_TLS = new Step(End.START_TLS);
        private static final Step START_COMPRESSION = new Step(End.MORE, Duration.ZERO, Layering.BEGINS);
        private static final Step END_COMPRESSION = new Step(End.MORE, Duration.ZERO, Layering.ENDS);

        Step(End end) {
            this(end, Duration.ZERO, Layering.AS_IT_IS);
        }

        static Step delay(Duration delay) {
            return new Step(End.DELAY, delay, Layering.AS_IT_IS);
        }
    }

    private Step run(ByteBuf in, Call call, WireOut out) throws IOException {
        long end = nanoTime.getAsLong() + SLICE_NANOS;
        while (!out.isFull() || (isWorthOneWrite() && room.widen(out))) {
            if (!link.isOpen()) {
                return Step.CLOSE;
            }
            if (reply == null) {
                int waiting = layer.received(in).readableBytes();
                reply = next(layer.received(in), call, out);
                if (reply == null && !inflates(in, waiting)) {
                    return silence(layer.received(in), waiting, call);
                }
                if (reply != null && !reply.delay().isZero()) {
                    return Step.delay(reply.delay());
                }
            }
            if (reply != null && reply.pull(out) == Progress.DONE) {
                Optional<Step> last = replied(reply.next(), in);
                if (last.isPresent()) {
                    return last.get();
                }
            }
            if (!isWorthOneWrite() && nanoTime.getAsLong() - end > 0) {
                return Step.MORE;
            }
        }
        return Step.MORE;
    }

    private boolean isWorthOneWrite() {
        return reply != null && reply.isWorthOneWrite();
    }

    /** Closes the reply that is complete; a step when the turn ends with it. */
    private Optional<Step> replied(Reply.Next next, ByteBuf in) {
        closeReply();
        if (lastWords) {
            return Optional.of(garbled ? Step.FAIL : Step.CLOSE);
        }
        return switch (next) {
            case READ_ON -> Optional.empty();
            case START_TLS -> Optional.of(link.canStartTls() ? Step.START_TLS : Step.FAIL);
            case START_COMPRESSION -> Optional.of(Step.START_COMPRESSION);
            case END_COMPRESSION -> endCompression(in);
            case CLOSE -> Optional.of(Step.CLOSE);
        };
    }

    private Optional<Step> endCompression(ByteBuf in) {
        try {
            layer.endInput(in);
            return Optional.of(Step.END_COMPRESSION);
        } catch (DataFormatException e) {
            garbled(e);
            return Optional.empty();
        }
    }

    /** Nothing to answer yet: whether compressed octets wait that may become something. */
    private boolean inflates(ByteBuf in, int waiting) {
        if (session == null || !layer.inflates()) {
            return false;
        }
        int left = layer.received(in).readableBytes();
        if (left >= session.framer().appetite()) {
            return left < waiting;
        }
        try {
            return layer.step(in);
        } catch (DataFormatException e) {
            garbled(e);
            return true;
        }
    }

    private void garbled(DataFormatException e) {
        LOG.debug("connection {} closes: what it sends is not compressed as it should be", link, e);
        if (session != null) {
            lastWords = true;
            garbled = true;
            reply = session.garbled();
        }
    }

    private @Nullable Reply next(ByteBuf in, Call call, WireOut out) {
        if (session == null) {
            session = sessions.open(link);
            return session.greet();
        }
        boolean stops = call == Call.STOPPING
                || (call == Call.FINISHING && !session.framer().isMidway());
        if (stops || call == Call.TIMED_OUT) {
            lastWords = true;
            return stops ? session.stopping() : session.timedOut();
        }
        Optional<Reply> answer = answer(session, in, out);
        if (answer.isPresent()) {
            return answer.get();
        }
        return link.takeWake() ? session.unsolicited() : null;
    }

    private <Q> Optional<Reply> answer(ProtocolSession<Q> session, ByteBuf in, WireOut out) {
        Optional<Q> request = session.framer().next(in);
        if (request.isEmpty()) {
            return Optional.empty();
        }
        link.onInterjection(line -> interject(line, out));
        try {
            return Optional.of(session.handle(request.get()));
        } finally {
            link.onInterjection(null);
        }
    }

    /** What was answered before goes before it. */
    private void interject(byte[] line, WireOut out) {
        out.octets(line, 0, line.length);
        atOnce.accept(layer.toSend(out.take()));
    }

    /** Nothing to answer: wait for more, unless more cannot come or cannot help. */
    private Step silence(ByteBuf in, int waiting, Call call) {
        if (call == Call.INPUT_ENDED) {
            return Step.CLOSE;
        }
        boolean stuck = session != null
                && in.readableBytes() == waiting
                && waiting >= session.framer().appetite();
        if (stuck) {
            LOG.warn("connection {} closes: {} octets wait and are no request", link, waiting);
        }
        return stuck ? Step.FAIL : Step.WAIT;
    }

    private void closeReply() {
        Reply closing = reply;
        reply = null;
        if (closing != null) {
            closing.close();
        }
    }
}
