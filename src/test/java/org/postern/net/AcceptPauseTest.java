package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AcceptPauseTest {
    @Test
    void aListenerThatCannotAcceptWaitsAMomentAndGoesOn() {
        EmbeddedChannel listener = new EmbeddedChannel(new AcceptPause("imap", Duration.ofMillis(500)));
        listener.freezeTime();
        listener.pipeline().fireExceptionCaught(new IOException("Too many open files"));
        assertThat(listener.config().isAutoRead()).isFalse();
        listener.pipeline().fireExceptionCaught(new IOException("Too many open files"));
        listener.advanceTimeBy(499, TimeUnit.MILLISECONDS);
        listener.runScheduledPendingTasks();
        assertThat(listener.config().isAutoRead()).isFalse();
        listener.advanceTimeBy(1, TimeUnit.MILLISECONDS);
        listener.runScheduledPendingTasks();
        assertThat(listener.config().isAutoRead()).isTrue();
        listener.checkException();
        listener.finishAndReleaseAll();
    }
}
