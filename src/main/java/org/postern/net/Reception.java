package org.postern.net;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.postern.audit.Audit;
import org.postern.audit.Audit.Refusal;
import org.postern.audit.Client;
import org.postern.net.ConnectionCounts.Counting;
import org.postern.net.ConnectionCounts.Place;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to a fresh connection of one listener before its conversation: the PROXY header where one is due, the
 * limits, then the handlers. Shared by the listener's connections; runs on their event loops.
 */
final class Reception extends ChannelInitializer<Channel> {
    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

    private final ListenerSpec spec;
    private final Shared shared;

    /**
     * What the receptions of a server share.
     *
     * @param numbers gives connections their ids
     */
    record Shared(
            Supplier<NetSettings> settings,
            ConnectionCounts counts,
            WorkerPool workers,
            Deflaters deflaters,
            SpareRoom spare,
            Optional<TlsContexts> tls,
            Audit audit,
            Registry registry,
            AtomicLong numbers) {}

    /** Who is there. */
    interface Registry {
        void add(ReplyPump pump);

        void remove(ReplyPump pump);
    }

    Reception(ListenerSpec spec, Shared shared) {
        this.spec = spec;
        this.shared = shared;
    }

    @Override
    protected void initChannel(Channel channel) {
        SocketAddress peer = peer(channel);
        if (spec.proxies().isEmpty()) {
            admit(channel, peer);
        } else if (peer instanceof InetSocketAddress inet && spec.proxies().contains(inet.getAddress())) {
            awaitHeader(channel, peer);
        } else {
            LOG.warn("listener {}: {} is no trusted proxy", spec.name(), ChannelLink.text(peer));
            Farewell.shut(channel);
        }
    }

    private static SocketAddress peer(Channel channel) {
        SocketAddress remote = channel.remoteAddress();
        return remote instanceof InetSocketAddress ? remote : UnixDomainSocketAddress.of("");
    }

    private void awaitHeader(Channel channel, SocketAddress peer) {
        var deadline = channel.eventLoop()
                .schedule(
                        () -> Farewell.shut(channel),
                        shared.settings().get().times().handshake().toNanos(),
                        TimeUnit.NANOSECONDS);
        channel.pipeline().addLast(new HAProxyMessageDecoder());
        channel.pipeline().addLast(new SimpleChannelInboundHandler<HAProxyMessage>() {
            @Override
            protected void channelRead0(ChannelHandlerContext ctx, HAProxyMessage header) {
                deadline.cancel(false);
                admit(channel, client(header).orElse(peer));
                ctx.pipeline().remove(this);
            }

            @Override
            public void channelInactive(ChannelHandlerContext ctx) {
                deadline.cancel(false);
            }

            @Override
            public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
                LOG.warn("listener {}: no PROXY header from {}", spec.name(), ChannelLink.text(peer));
                Farewell.shut(ctx.channel());
            }
        });
    }

    /** Empty for LOCAL and UNKNOWN, where the proxy speaks for itself. */
    private static Optional<SocketAddress> client(HAProxyMessage header) {
        if (header.command() != HAProxyCommand.PROXY || header.sourceAddress() == null) {
            return Optional.empty();
        }
        InetAddress address = NetUtil.createInetAddressFromIpAddressString(header.sourceAddress());
        return Optional.ofNullable(address).map(a -> new InetSocketAddress(a, header.sourcePort()));
    }

    private void admit(Channel channel, SocketAddress client) {
        boolean unix = client instanceof UnixDomainSocketAddress;
        String address = ChannelLink.text(client);
        Optional<Place> place = shared.counts().accept(address, unix ? Counting.IN_TOTAL_ONLY : Counting.BY_ADDRESS);
        if (place.isEmpty()) {
            turnAway(channel, address);
            return;
        }
        channel.closeFuture().addListener(f -> place.get().close());
        Optional<Supplier<SslHandler>> tls =
                unix ? Optional.empty() : shared.tls().map(t -> () -> handler(t, channel));
        if (spec.tls() == TlsMode.IMPLICIT) {
            channel.pipeline().addLast(tls.orElseThrow().get());
        }
        String id = Long.toString(shared.numbers().incrementAndGet(), Character.MAX_RADIX);
        boolean mayStartTls = tls.isPresent() && spec.tls() == TlsMode.PLAIN;
        ChannelLink link = new ChannelLink(id, client, mayStartTls);
        converse(channel, link, tls.orElse(() -> {
            throw new IllegalStateException("no TLS on listener " + spec.name());
        }));
    }

    private void converse(Channel channel, ChannelLink link, Supplier<SslHandler> tls) {
        Client who = new Client(spec.name(), link.id(), link.remoteAddress());
        ReplyPump[] pump = new ReplyPump[1];
        pump[0] = new ReplyPump(
                channel,
                link,
                spec.sessions(),
                new ReplyPump.Surroundings(
                        shared.settings().get(),
                        shared.workers(),
                        shared.deflaters(),
                        shared.spare(),
                        tls,
                        detail -> shared.audit().tlsFailed(who, detail),
                        reason -> {
                            shared.audit().connectionClosed(who, reason);
                            shared.registry().remove(pump[0]);
                        }));
        shared.audit().connectionOpened(who);
        shared.registry().add(pump[0]);
        channel.pipeline().addLast(pump[0].handler());
    }

    private SslHandler handler(TlsContexts contexts, Channel channel) {
        SslHandler handler = contexts.newHandler(channel.alloc());
        handler.setHandshakeTimeoutMillis(
                shared.settings().get().times().handshake().toMillis());
        return handler;
    }

    private void turnAway(Channel channel, String address) {
        Client who = new Client(spec.name(), "-", address);
        boolean full = shared.counts().isFull();
        shared.audit().connectionRefused(who, full ? Refusal.TOO_MANY_CONNECTIONS : Refusal.TOO_MANY_FROM_ADDRESS);
        if (spec.tls() == TlsMode.IMPLICIT || spec.sessions().busy().isEmpty()) {
            Farewell.shut(channel);
        } else {
            byte[] words = spec.sessions().busy().getBytes(StandardCharsets.UTF_8);
            channel.writeAndFlush(Unpooled.wrappedBuffer(words)).addListener(ChannelFutureListener.CLOSE);
        }
    }
}
