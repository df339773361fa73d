package org.postern.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When a listener cannot accept (no file descriptor is left, say), trying again at once would only burn the processor: it
 * waits a moment. The clients stay in the kernel's queue.
 */
@Sharable
final class AcceptPause extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(AcceptPause.class);

    private final String name;
    private final Duration pause;

    AcceptPause(String name, Duration pause) {
        this.name = name;
        this.pause = pause;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        Channel listener = ctx.channel();
        if (listener.config().isAutoRead()) {
            LOG.error("listener {} cannot accept, pauses for {}: {}", name, pause, cause.toString());
            listener.config().setAutoRead(false);
            var unused = ctx.executor()
                    .schedule(() -> listener.config().setAutoRead(true), pause.toNanos(), TimeUnit.NANOSECONDS);
        }
    }
}
