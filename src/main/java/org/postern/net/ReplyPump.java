package org.postern.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
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
 * ever given to a turn after it; once the channel is gone the conversation is ended once, on a worker.
 */
final class ReplyPump extends ChannelInboundHandlerAdapter implements BatchWriter.Receiver {
    private static final Logger LOG = LoggerFactory.getLogger(ReplyPump.class);
    private static final int FIRST_APPETITE = 8 * 1024;

    private final Channel channel;
    private final ChannelLink link;
    private final ChannelLoop loop;
    private final BatchWriter writer;
    private final Conversation conversation;
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
    private boolean concluded;
    private Audit.End why = Audit.End.CLIENT_CLOSED;
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
                        around.settings().batches().octets(), around.deflaters(), around.spare(), writer::interject));
        this.deadlines = new Deadlines(around.settings().times());
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

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        channel.closeFuture().addListener(f -> gone());
        if (channel.isActive()) {
            begin();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        begin();
    }

    private void begin() {
        if (timer == null) {
            watch();
            if (channel.pipeline().get(SslHandler.class) == null) {
                stage = Stage.TALKING;
                turnIfDue();
            }
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (stage == Stage.TALKING && message instanceof ByteBuf octets) {
            intake.add(octets);
            deadlines.active();
            readIfHungry();
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        turnIfDue();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            handshakeEnded(handshake);
        } else if (event instanceof ChannelInputShutdownEvent || event instanceof SslCloseCompletionEvent) {
            inputEnded = true;
            if (stage == Stage.TALKING) {
                turnIfDue();
            } else if (!writer.isWriting()) {
                Farewell.shut(channel);
            }
        }
    }

    private void gone() {
        stage = Stage.GONE;
        link.closed();
        intake.drop();
        if (timer != null) {
            timer.cancel(false);
        }
        if (!turning) {
            conclude();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // Netty wraps what its TLS handler throws, after a handshake too: an alert may come any time (RFC 8446 6).
        boolean theirs = cause instanceof IOException || cause.getCause() instanceof SSLException;
        if (theirs || stage == Stage.HANDSHAKE) {
            LOG.debug("connection {} broke", link, cause);
            abort(Audit.End.CLIENT_CLOSED);
        } else {
            LOG.warn("connection {} closes", link, cause);
            abort(Audit.End.FAILURE);
        }
    }

    private void handshakeEnded(SslHandshakeCompletionEvent handshake) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (!handshake.isSuccess() || tls == null) {
            around.tlsFailed().accept(String.valueOf(handshake.cause()));
            abort(Audit.End.CLIENT_CLOSED);
        } else if (stage == Stage.HANDSHAKE) {
            SSLSession session = tls.engine().getSession();
            link.secured(session.getProtocol() + " " + session.getCipherSuite());
            stage = Stage.TALKING;
            deadlines.active();
            turnIfDue();
        }
    }

    private void turnIfDue() {
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
            conclude();
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
        why = reason;
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
            why = reason;
        }
        Farewell.shut(channel);
    }

    private void conclude() {
        if (concluded) {
            return;
        }
        concluded = true;
        Runnable end = () -> {
            conversation.end();
            around.ended().accept(why);
        };
        try {
            around.workers().submit(conversation.shareKey(), end);
        } catch (RejectedExecutionException e) { // the server has stopped; better here than never
            end.run();
        }
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
