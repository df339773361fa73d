package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.FileRegion;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.local.LocalServerChannel;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.audit.Audit;

/** How far a worker goes ahead of a channel that holds what is written back until the test lets it go. */
class BatchesAheadTest {
    private static final NetSettings SETTINGS = NetSettings.DEFAULT;

    private static final int SIZE = 100_000;

    @TempDir
    private Path directory;

    private ToyProtocol toy = new ToyProtocol();
    private final WorkerPool workers = new WorkerPool(2, 2);
    private final Deflaters deflaters = new Deflaters();
    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
    private final AtomicReference<Audit.End> ended = new AtomicReference<>();
    private final Holding holding = new Holding();

    @AfterEach
    void close() {
        workers.close();
        deflaters.close();
        var unused = loops.shutdownGracefully();
    }

    @Test
    void twoBatchesAreMadeAndNoMoreUntilBothHaveLeft() throws InterruptedException {
        Channel client = connect();
        holding.awaitHeld(1);
        holding.letGo();
        client.writeAndFlush(Unpooled.copiedBuffer("big 10000000\r\n", StandardCharsets.US_ASCII))
                .sync();
        holding.awaitHeld(2);
        holding.letGo();
        holding.settle();
        assertThat(holding.held()).as("one is unsent").isEqualTo(1);
        assertThat(workers.busy()).isZero();
        holding.letGo();
        holding.awaitHeld(2);
        holding.settle();
        assertThat(holding.held()).as("two are unsent").isEqualTo(2);
        assertThat(toy.repliesOpen).hasValue(1);
        client.close().sync();
        await().untilAsserted(() -> assertThat(ended).hasValue(Audit.End.CLIENT_CLOSED));
        assertThat(toy.repliesOpen).hasValue(0);
        holding.letGo();
        holding.letGo();
    }

    /** What is asked for behind a long message, its deletion for example, waits until it has left. */
    @Test
    void nothingIsDoneAheadOfARegion() throws Exception {
        toy = new ToyProtocol(Files.write(directory.resolve("long"), new byte[SIZE]));
        Channel client = connect();
        holding.awaitHeld(1);
        holding.letGo();
        String requests = "file " + SIZE + "\r\nlogin alice\r\nfile " + SIZE + "\r\n";
        client.writeAndFlush(Unpooled.copiedBuffer(requests, StandardCharsets.US_ASCII))
                .sync();
        holding.awaitHeld(1);
        holding.settle();
        assertThat(holding.held()).as("the region is unsent").isEqualTo(1);
        holding.letGo();
        holding.awaitHeld(2); // what is said to the login, and the next region
        holding.letGo();
        holding.letGo();
        client.close().sync();
        await().untilAsserted(() -> assertThat(ended).hasValue(Audit.End.CLIENT_CLOSED));
        assertThat(toy.leases).hasValue(0);
    }

    private Channel connect() throws InterruptedException {
        LocalAddress address = new LocalAddress(BatchesAheadTest.class);
        new ServerBootstrap()
                .group(loops)
                .channel(LocalServerChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(holding, pump(channel).handler());
                    }
                })
                .bind(address)
                .sync();
        return new Bootstrap()
                .group(loops)
                .channel(LocalChannel.class)
                .handler(new ChannelInboundHandlerAdapter())
                .connect(address)
                .sync()
                .channel();
    }

    private ReplyPump pump(Channel channel) {
        ChannelLink link = new ChannelLink("1", new InetSocketAddress(InetAddress.getLoopbackAddress(), 1), false);
        return new ReplyPump(
                channel,
                link,
                toy,
                new ReplyPump.Surroundings(
                        SETTINGS,
                        workers,
                        deflaters,
                        new SpareRoom(0, 0),
                        () -> {
                            throw new IllegalStateException("no TLS here");
                        },
                        detail -> {},
                        ended::set));
    }

    /** Takes what is written and sends nothing. */
    private final class Holding extends ChannelOutboundHandlerAdapter {
        private final Queue<ChannelPromise> promises = new ConcurrentLinkedQueue<>();
        private final AtomicInteger rounds = new AtomicInteger();

        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            assertThat(message).isInstanceOfAny(ByteBuf.class, FileRegion.class);
            ReferenceCountUtil.release(message);
            promises.add(promise);
        }

        int held() {
            return promises.size();
        }

        void awaitHeld(int wanted) {
            await().untilAsserted(() -> assertThat(held()).isEqualTo(wanted));
        }

        /** The first that is held has left. */
        void letGo() {
            promises.remove().trySuccess();
        }

        /** Until what the event loop and the workers have been told has come to its end. */
        void settle() {
            for (int round = 0; round < 3; round++) {
                int before = rounds.get();
                loops.next().execute(() -> workers.submit("settle", rounds::incrementAndGet));
                await().untilAsserted(() -> assertThat(rounds.get()).isGreaterThan(before));
            }
            await().untilAsserted(() -> assertThat(workers.busy()).isZero());
        }
    }
}
