package org.postern.net;

import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes a channel whose last words are written. Closing while the client still sends would make the kernel reset the
 * connection and take those words with it; so only our direction is ended, and the client's is read (and dropped, by the
 * pump) until it ends or time is up.
 */
final class Farewell {
    private Farewell() {}

    static void begin(Channel channel, Duration linger) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (!(channel instanceof DuplexChannel duplex)) {
            shut(channel);
        } else if (tls != null) {
            tls.closeOutbound().addListener(f -> endOutput(duplex));
        } else {
            endOutput(duplex);
        }
        var unused = channel.eventLoop().schedule(() -> shut(channel), linger.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Closes at once, without asking how it went. */
    static void shut(Channel channel) {
        var unused = channel.close();
    }

    private static void endOutput(DuplexChannel channel) {
        var unused = channel.shutdownOutput();
    }
}
