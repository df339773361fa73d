package org.postern.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

/** Tells a pump what happens to its channel, last in the channel's pipeline. Keeps nothing itself. */
final class ChannelEvents extends ChannelInboundHandlerAdapter {
    private final ReplyPump pump;

    ChannelEvents(ReplyPump pump) {
        this.pump = pump;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        ctx.channel().closeFuture().addListener(f -> pump.gone());
        if (ctx.channel().isActive()) {
            pump.begin();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        pump.begin();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf octets) {
            pump.received(octets);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        pump.turnIfDue();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            SslHandler tls = ctx.pipeline().get(SslHandler.class);
            if (handshake.isSuccess() && tls != null) {
                SSLSession session = tls.engine().getSession();
                pump.secured(session.getProtocol() + " " + session.getCipherSuite());
            } else {
                pump.handshakeFailed(String.valueOf(handshake.cause()));
            }
        } else if (event instanceof ChannelInputShutdownEvent || event instanceof SslCloseCompletionEvent) {
            pump.inputEnded();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // Netty wraps what its TLS handler throws, after a handshake too: an alert may come any time (RFC 8446 6).
        boolean theirs = cause instanceof IOException || cause.getCause() instanceof SSLException;
        if (theirs) {
            pump.broken(cause);
        } else {
            pump.failed(cause);
        }
    }
}
