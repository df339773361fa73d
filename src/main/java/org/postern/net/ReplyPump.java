package org.postern.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postern.audit.Audit;
import org.postern.net.Conversation.Call;
import org.postern.net.Conversation.End;
import org.postern.net.Conversation.Outcome;
import org.postern.net.Conversation.Standing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects one conversation to one channel, in turns: while a {@link Turn} runs on a worker, the event loop only collects
 * octets; when it ends, the {@link BatchWriter} writes what it made, and the next turn waits until that has left for the kernel.
 *
 * <p>All fields belong to the event loop. A turn is handed the octets received so far and hands back what it left.
 * Invariants: at most one turn at a time, and none begins while a batch is unsent; nothing received before a TLS handshake is
 * ever given to a turn after it; the conversation is ended when the channel is gone and no turn is under way.
 */
final class ReplyPump implements BatchWriter.Receiver {
    private static final Logger LOG = LoggerFactory.getLogger(ReplyPump.class);
    private static final int FIRST_APPETITE = 8 * 1024;

    private final Channel channel;
    private final ChannelLink link;
    private final ChannelLoop loop;
    private final BatchWriter writer;
    private final Conversation conversation;
    private final Conclusion conclusion;
    private final Surroundings around;
    private final Deadlines deadlines;
    private final Intake intake;

    private Stage stage = Stage.HANDSHAKE;
    private Standing standing = new Standing(FIRST_APPETITE, false, false);
    /** There is something to say without being asked: the greeting, or the rest of a reply. */
    private boolean more = true;

    private boolean turning;
    private boolean delayed;
    private boolean inputEnded;
    private boolean stopping;
    private @Nullable Future<?> timer;

    private enum Stage {
        /** Nobody may speak yet. */
        HANDSHAKE,
        TALKING,
        /** The last words are on their way; what comes in is dropped. */
        LEAVING,
        GONE
    }

    /**
     * What a pump needs besides its channel and its conversation.
     *
     * @param tls makes the handler that START_TLS adds; asked only where the link says that it is possible
     * @param tlsFailed told of a handshake that failed, with the library's words
     * @param ended told once, after the conversation has ended and given back what it held, on a worker
     */
    record Surroundings(
            NetSettings settings,
            WorkerPool workers,
            Deflaters deflaters,
            SpareRoom spare,
            Supplier<SslHandler> tls,
            Consumer<String> tlsFailed,
            Consumer<Audit.End> ended) {}

    ReplyPump(Channel channel, ChannelLink link, SessionFactory sessions, Surroundings around) {
        this.channel = channel;
        this.link = link;
        this.around = around;
        this.loop = new ChannelLoop(channel, link);
        this.writer = new BatchWriter(loop, around.spare(), this);
        this.conversation = new Conversation(
                sessions,
                link,
                channel.alloc(),
                new Conversation.Surroundings(
                        around.settings().batches().octets(),
                        around.deflaters(),
                        around.spare(),
                        writer::interject,
                        System::nanoTime));
        this.conclusion = new Conclusion(conversation, around.workers(), around.ended());
        this.deadlines = new Deadlines(around.settings().times(), System::nanoTime);
        this.intake = new Intake(channel.alloc());
        link.onWake(() -> loop.executeIfAlive(this::turnIfDue));
    }

    /** Says the last words between two requests and closes. Any thread. */
    void stop() {
        loop.executeIfAlive(() -> {
            stopping = true;
            if (stage == Stage.HANDSHAKE) {
                abort(Audit.End.STOPPING);
            } else {
                turnIfDue();
            }
        });
    }

    /** Closes at once. Any thread. */
    void close() {
        loop.executeIfAlive(() -> abort(Audit.End.STOPPING));
    }

    /** What the channel's pipeline is to end with. */
    ChannelHandler handler() {
        return new ChannelEvents(this);
    }

    /** The channel is open. */
    void begin() {
        if (timer == null) {
            watch();
            if (channel.pipeline().get(SslHandler.class) == null) {
                stage = Stage.TALKING;
                turnIfDue();
            }
        }
    }

    /** Takes them over. */
    void received(ByteBuf octets) {
        if (stage == Stage.TALKING) {
            intake.add(octets);
            deadlines.active();
            readIfHungry();
        } else {
            octets.release();
        }
    }

    /** The client sends no more. */
    void inputEnded() {
        inputEnded = true;
        if (stage == Stage.TALKING) {
            turnIfDue();
        } else if (!writer.isWriting()) {
            Farewell.shut(channel);
        }
    }

    /** The channel is closed. */
    void gone() {
        stage = Stage.GONE;
        link.closed();
        intake.drop();
        if (timer != null) {
            timer.cancel(false);
        }
        if (!turning) {
            conclusion.draw();
        }
    }

    /** By the client or the network. */
    void broken(Throwable cause) {
        LOG.debug("connection {} broke", link, cause);
        abort(Audit.End.CLIENT_CLOSED);
    }

    /** By ourselves, unless that was before anybody could speak. */
    void failed(Throwable cause) {
        if (stage == Stage.HANDSHAKE) {
            broken(cause);
            return;
        }
        LOG.warn("connection {} closes", link, cause);
        abort(Audit.End.FAILURE);
    }

    /** A handshake has succeeded; with protocol and cipher suite. */
    void secured(String details) {
        if (stage == Stage.HANDSHAKE) {
            link.secured(details);
            stage = Stage.TALKING;
            deadlines.active();
            turnIfDue();
        }
    }

    void handshakeFailed(String cause) {
        around.tlsFailed().accept(cause);
        abort(Audit.End.CLIENT_CLOSED);
    }

    /** Whatever there may be to do now. */
    void turnIfDue() {
        if (turning || writer.isWriting() || delayed || stage != Stage.TALKING) {
            return;
        }
        Call call = call();
        if (!more && !intake.isFresh() && !link.wakeAsked() && !call.isUrgent()) {
            return;
        }
        turning = true;
        more = false;
        ByteBuf in = intake.take();
        readIfHungry();
        Turn turn = new Turn(conversation, in, call, writer, outcome -> turned(in, call, outcome));
        try {
            around.workers().submit(conversation.shareKey(), turn);
        } catch (RejectedExecutionException e) {
            turning = false;
            in.release();
            abort(Audit.End.STOPPING);
        }
    }

    private Call call() {
        if (stopping && !standing.midway()) {
            return Call.STOPPING;
        }
        if (standing.authenticated() ? deadlines.isIdleOver() : deadlines.isLoginOver()) {
            return Call.TIMED_OUT;
        }
        if (inputEnded) {
            return Call.INPUT_ENDED;
        }
        return stopping ? Call.FINISHING : Call.NOTHING;
    }

    private void turned(ByteBuf rest, Call call, Outcome outcome) {
        turning = false;
        deadlines.active();
        boolean dropped = stage != Stage.TALKING || outcome.end() == End.START_TLS;
        if (dropped) {
            rest.release();
            intake.drop();
        } else {
            intake.giveBack(rest);
        }
        writer.writeLast(outcome);
        if (stage == Stage.GONE) {
            conclusion.draw();
        } else {
            goOn(call, outcome);
            readIfHungry();
            turnIfDue();
        }
    }

    private void goOn(Call call, Outcome outcome) {
        if (outcome.end() == End.CLOSE || outcome.end() == End.FAIL) {
            leave(reason(call, outcome.end()));
            return;
        }
        if (standing.authenticated() && !outcome.standing().authenticated()) {
            deadlines.loggedOut();
        }
        standing = outcome.standing();
        switch (outcome.end()) {
            case MORE -> more = true;
            case DELAY -> delay(outcome.delay());
            case START_TLS -> startTls();
            case WAIT, CLOSE, FAIL -> {}
        }
    }

    private Audit.End reason(Call call, End end) {
        if (end == End.FAIL) {
            return Audit.End.FAILURE;
        }
        return switch (call) {
            case NOTHING -> Audit.End.LOGOUT;
            case TIMED_OUT -> standing.authenticated() ? Audit.End.IDLE : Audit.End.LOGIN_TIMEOUT;
            case STOPPING, FINISHING -> Audit.End.STOPPING;
            case INPUT_ENDED -> Audit.End.CLIENT_CLOSED;
        };
    }

    @Override
    public void written(Future<?> write) {
        deadlines.active();
        if (!write.isSuccess()) {
            LOG.debug("connection {}: cannot write", link, write.cause());
            abort(Audit.End.CLIENT_CLOSED);
        } else if (stage == Stage.LEAVING && !writer.isWriting()) {
            bidFarewell();
        }
    }

    @Override
    public void writtenLater() {
        turnIfDue();
    }

    private void delay(Duration delay) {
        delayed = true;
        var unused = loop.schedule(
                () -> {
                    delayed = false;
                    more = true;
                    turnIfDue();
                },
                delay.toNanos());
    }

    /** The answer is in the outbound buffer already, below the handler that is added here, so it goes out in the clear. */
    private void startTls() {
        if (inputEnded) {
            abort(Audit.End.CLIENT_CLOSED);
        } else {
            stage = Stage.HANDSHAKE;
            channel.pipeline().addFirst(around.tls().get());
        }
    }

    private void leave(Audit.End reason) {
        conclusion.because(reason);
        stage = Stage.LEAVING;
        intake.drop();
        if (!writer.isWriting()) {
            bidFarewell();
        }
    }

    private void bidFarewell() {
        if (inputEnded) {
            Farewell.shut(channel);
        } else {
            Farewell.begin(channel, around.settings().times().linger());
        }
    }

    private void abort(Audit.End reason) {
        if (stage != Stage.LEAVING && stage != Stage.GONE) {
            conclusion.because(reason);
        }
        Farewell.shut(channel);
    }

    private void readIfHungry() {
        boolean read = stage != Stage.TALKING || intake.size() < Math.max(standing.appetite(), 1);
        if (channel.config().isAutoRead() != read) {
            channel.config().setAutoRead(read);
        }
    }

    /** Looks at the clock, then arranges to look again before the next limit can be over. */
    private void watch() {
        if (writer.isWriting()) {
            deadlines.noteProgress(channel);
            boolean tooLateToLogIn = stage == Stage.TALKING && !standing.authenticated() && deadlines.isLoginOver();
            if (deadlines.isStalled() || tooLateToLogIn) {
                abort(tooLateToLogIn ? Audit.End.LOGIN_TIMEOUT : Audit.End.IDLE);
            }
        } else if (stage == Stage.HANDSHAKE && !standing.authenticated() && deadlines.isLoginOver()) {
            abort(Audit.End.LOGIN_TIMEOUT);
        } else {
            turnIfDue();
        }
        if (stage != Stage.GONE) {
            timer = loop.schedule(this::watch, deadlines.nextLook());
        }
    }
}
