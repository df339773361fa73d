package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.net.NetSettings.Times;

/** Whose time is over, by a clock that stands still until it is told. */
final class DeadlinesTest {
    private static final Duration STALL = Duration.ofMinutes(1);

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1000);
    private final Deadlines deadlines = new Deadlines(Times.DEFAULT.withStall(STALL), nanos::get);

    @TempDir
    private Path temporary;

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** One region is one write: only its progress tells a slow client from one that has stopped. */
    @Test
    void whoTakesAFileSlowlyIsNotStalled() throws Exception {
        EmbeddedChannel channel = new EmbeddedChannel();
        Path file = Files.write(temporary.resolve("message"), new byte[1000]);
        ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
        out.addMessage(new DefaultFileRegion(FileChannel.open(file), 0, 1000), 0, channel.newPromise());
        out.addFlush();
        for (int sent = 0; sent < 1000; sent += 100) {
            pass(STALL.minusNanos(1));
            deadlines.noteProgress(channel);
            assertThat(deadlines.isStalled()).isFalse();
            out.progress(100);
        }
        deadlines.noteProgress(channel);
        pass(STALL.minusNanos(1));
        deadlines.noteProgress(channel);
        assertThat(deadlines.isStalled()).isFalse();
        pass(Duration.ofNanos(1));
        deadlines.noteProgress(channel);
        assertThat(deadlines.isStalled()).isTrue();
        channel.close().sync();
    }

    @Test
    void theTimeToLogInDoesNotWaitForAnything() {
        pass(Times.DEFAULT.login().minusNanos(1));
        deadlines.active();
        assertThat(deadlines.isLoginOver()).isFalse();
        pass(Duration.ofNanos(1));
        deadlines.active();
        assertThat(deadlines.isLoginOver()).isTrue();
        assertThat(deadlines.isIdleOver()).isFalse();
        deadlines.loggedOut();
        assertThat(deadlines.isLoginOver()).isFalse();
    }
}
