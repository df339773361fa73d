package org.postern.net;

import static io.netty.handler.codec.ByteToMessageDecoder.MERGE_CUMULATOR;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postern.net.Conversation.Call;
import org.postern.net.Conversation.Outcome;
import org.postern.wire.WireOut.Octets;
import org.postern.wire.WireOut.Region;
import org.postern.wire.WireOut.Segment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects one conversation to one channel, in turns: while a turn runs on a worker, the event loop only collects octets;
 * when it ends, the event loop writes what the turn made, and the next turn waits until that has left for the kernel.
 *
 * <p>All fields belong to the event loop. A turn is handed the octets received so far and hands back what it left.
 * Invariants: at most one turn at a time; no turn while the batch before it is unsent; nothing received before a TLS
 * handshake is ever given to a turn after it; once the channel is gone the conversation is ended once, on a worker.
 */
final class ReplyPump extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ReplyPump.class);
    private static final int FIRST_APPETITE = 8 * 1024;

    /** Leftovers smaller than this move out of a large buffer rather than hold it. */
    private static final int SMALL = 1024;

    private static final Duration SHORTEST_WATCH = Duration.ofMillis(20);

    private final Channel channel;
    private final ChannelLink link;
    private final Conversation conversation;
    private final Surroundings around;
    private final long born = System.nanoTime();

    private Stage stage = Stage.HANDSHAKE;
    private ByteBuf waiting = Unpooled.EMPTY_BUFFER;
    private boolean fresh;
    private boolean more = true;
    private boolean turning;
    private boolean writing;
    private boolean delayed;
    private boolean inputEnded;
    private boolean stopping;
    private boolean concluded;
    private boolean authenticated;
    private int appetite = FIRST_APPETITE;
    private long active = born;
    private long written;
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
     * What all pumps of a server share.
     *
     * @param tls makes the handler that START_TLS adds
     * @param ended told once after the conversation has ended and given back what it held
     */
    record Surroundings(
            NetSettings settings, WorkerPool workers, Optional<Supplier<SslHandler>> tls, Runnable ended) {}

    ReplyPump(Channel channel, ChannelLink link, SessionFactory sessions, Surroundings around) {
        this.channel = channel;
        this.link = link;
        this.around = around;
        this.conversation =
                new Conversation(sessions, link, channel.alloc(), around.settings().batch());
        link.onWake(() -> onLoop(this::turnIfDue));
    }

    /** Says the last words between two requests and closes. Any thread. */
    void stop() {
        onLoop(() -> {
            stopping = true;
            if (stage == Stage.HANDSHAKE) {
                shut(channel);
            } else {
                turnIfDue();
            }
        });
    }

    /** Closes at once. Any thread. */
    void close() {
        onLoop(() -> shut(channel));
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        if (channel.isActive()) {
            begin();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        begin();
    }

    /** Closes without asking how it went. */
    static void shut(Channel channel) {
        var unused = channel.close();
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
            waiting = MERGE_CUMULATOR.cumulate(channel.alloc(), waiting, octets);
            fresh = true;
            active = System.nanoTime();
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
            } else {
                shut(channel);
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        stage = Stage.GONE;
        link.closed();
        dropWaiting();
        if (timer != null) {
            timer.cancel(false);
        }
        if (!turning) {
            conclude();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException || stage == Stage.HANDSHAKE) {
            LOG.debug("connection {} broke", link, cause);
        } else {
            LOG.warn("connection {} closes", link, cause);
        }
        shut(channel);
    }

    private void handshakeEnded(SslHandshakeCompletionEvent handshake) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (!handshake.isSuccess() || tls == null) {
            LOG.debug("connection {}: TLS handshake failed: {}", link, String.valueOf(handshake.cause()));
            shut(channel);
        } else if (stage == Stage.HANDSHAKE) {
            link.secured(tls.engine().getSession().getProtocol() + " " + tls.engine().getSession().getCipherSuite());
            stage = Stage.TALKING;
            active = System.nanoTime();
            readIfHungry();
            turnIfDue();
        }
    }

    private void turnIfDue() {
        if (turning || writing || delayed || stage != Stage.TALKING) {
            return;
        }
        Call call = call();
        if (!more && !fresh && !link.wakeAsked() && call == Call.NOTHING) {
            return;
        }
        ByteBuf in = waiting;
        waiting = Unpooled.EMPTY_BUFFER;
        turning = true;
        more = false;
        fresh = false;
        readIfHungry();
        try {
            around.workers().submit(conversation.shareKey(), () -> turn(in, call));
        } catch (RejectedExecutionException e) {
            turning = false;
            in.release();
            shut(channel);
        }
    }

    private Call call() {
        if (stopping) {
            return Call.STOPPING;
        }
        if (untilTimeout() <= 0) {
            return Call.TIMED_OUT;
        }
        return inputEnded ? Call.INPUT_ENDED : Call.NOTHING;
    }

    /** On a worker. */
    private void turn(ByteBuf in, Call call) {
        Outcome outcome = conversation.turn(in, call);
        try {
            channel.eventLoop().execute(() -> turned(in, outcome));
        } catch (RejectedExecutionException e) { // the event loops have ended before their connections
            in.release();
            outcome.segments().forEach(s -> ReferenceCountUtil.release(message(s)));
            conversation.end();
        }
    }

    private void turned(ByteBuf rest, Outcome outcome) {
        turning = false;
        active = System.nanoTime();
        if (outcome.end() != Conversation.End.CLOSE) {
            appetite = outcome.appetite();
            authenticated = outcome.authenticated();
        }
        if (stage == Stage.GONE || outcome.end() == Conversation.End.START_TLS) {
            rest.release();
            dropWaiting();
        } else {
            giveBack(rest);
        }
        write(outcome.segments());
        switch (outcome.end()) {
            case WAIT -> {}
            case MORE -> more = true;
            case DELAY -> delay(outcome.delay());
            case START_TLS -> startTls();
            case CLOSE -> leave();
        }
        if (stage == Stage.GONE) {
            conclude();
        } else {
            readIfHungry();
            turnIfDue();
        }
    }

    /** Puts what a turn left before what came meanwhile, in no more memory than it needs. */
    private void giveBack(ByteBuf rest) {
        if (!rest.isReadable()) {
            rest.release();
        } else {
            ByteBuf kept = rest;
            if (rest.readableBytes() < SMALL && rest.capacity() > 4 * SMALL) {
                kept = channel.alloc().buffer(rest.readableBytes()).writeBytes(rest);
                rest.release();
            } else if (rest.readerIndex() >= rest.readableBytes()) {
                rest.discardReadBytes();
            }
            waiting = waiting.isReadable() ? MERGE_CUMULATOR.cumulate(channel.alloc(), kept, waiting) : kept;
        }
    }

    private void write(List<Segment> segments) {
        ChannelFuture last = null;
        for (Segment segment : segments) {
            last = channel.write(message(segment));
        }
        if (last != null) {
            channel.flush();
            if (last.isDone()) {
                written(last);
            } else {
                writing = true;
                last.addListener(f -> {
                    writing = false;
                    written(f);
                    turnIfDue();
                });
            }
        }
    }

    private static Object message(Segment segment) {
        if (segment instanceof Octets o) {
            return o.octets();
        }
        return new LeasedRegion((Region) segment);
    }

    private void written(Future<?> write) {
        active = System.nanoTime();
        if (!write.isSuccess()) {
            LOG.debug("connection {}: cannot write", link, write.cause());
            shut(channel);
        } else if (stage == Stage.LEAVING) {
            linger();
        }
    }

    private void delay(Duration delay) {
        delayed = true;
        var unused = channel.eventLoop().schedule(
                () -> {
                    delayed = false;
                    more = true;
                    turnIfDue();
                },
                delay.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    /** The answer is in the outbound buffer already, below the handler that is added here, so it goes out in the clear. */
    private void startTls() {
        if (inputEnded) {
            shut(channel);
        } else if (stage != Stage.GONE) {
            stage = Stage.HANDSHAKE;
            channel.pipeline().addFirst(around.tls().orElseThrow().get());
        }
    }

    private void leave() {
        if (stage != Stage.GONE) {
            stage = Stage.LEAVING;
            dropWaiting();
            if (!writing) {
                linger();
            }
        }
    }

    /**
     * Closing while the client still sends would make the kernel reset the connection and take the last words with it; so
     * only our direction is ended, and the client's is read until it ends or time is up.
     */
    private void linger() {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (inputEnded || !(channel instanceof DuplexChannel duplex)) {
            shut(channel);
        } else if (tls != null) {
            tls.closeOutbound().addListener(f -> endOutput(duplex));
        } else {
            endOutput(duplex);
        }
        var unused = channel.eventLoop().schedule(
                () -> shut(channel), around.settings().times().linger().toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void endOutput(DuplexChannel channel) {
        var unused = channel.shutdownOutput();
    }

    private void conclude() {
        if (concluded) {
            return;
        }
        concluded = true;
        Runnable end = () -> {
            conversation.end();
            around.ended().run();
        };
        try {
            around.workers().submit(conversation.shareKey(), end);
        } catch (RejectedExecutionException e) { // the server has stopped; better here than never
            end.run();
        }
    }

    private void dropWaiting() {
        waiting.release();
        waiting = Unpooled.EMPTY_BUFFER;
        fresh = false;
    }

    private void readIfHungry() {
        boolean read = stage != Stage.TALKING || waiting.readableBytes() < Math.max(appetite, 1);
        if (channel.config().isAutoRead() != read) {
            channel.config().setAutoRead(read);
        }
    }

    /** Nanoseconds until the login or idle limit is over; not above 0 when it is. */
    private long untilTimeout() {
        NetSettings.Times times = around.settings().times();
        long now = System.nanoTime();
        return authenticated ? active + times.idle().toNanos() - now : born + times.login().toNanos() - now;
    }

    /** Looks at the clock, then arranges to look again before the next limit can be over. */
    private void watch() {
        NetSettings.Times times = around.settings().times();
        boolean late = untilTimeout() <= 0;
        if (writing) {
            noteProgress();
            boolean stalled = System.nanoTime() - active >= times.stall().toNanos();
            if (stalled || (late && !authenticated && stage == Stage.TALKING)) {
                shut(channel);
            }
        } else if (late && stage == Stage.HANDSHAKE) {
            shut(channel);
        } else {
            turnIfDue();
        }
        long rest = Math.max(untilTimeout(), SHORTEST_WATCH.toNanos());
        long stallWatch = times.stall().toNanos() / 4;
        long next = Math.min(Math.min(rest, times.idle().toNanos()), stallWatch);
        timer = channel.eventLoop().schedule(this::watch, next, TimeUnit.NANOSECONDS);
    }

    /** A batch that leaves slowly is progress all the same. */
    private void noteProgress() {
        ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
        long progress = out == null ? 0 : out.totalPendingWriteBytes() + out.currentProgress();
        if (progress != written) {
            written = progress;
            active = System.nanoTime();
        }
    }

    private void onLoop(Runnable task) {
        try {
            channel.eventLoop().execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("connection {}: the event loops have ended", link);
        }
    }
}
