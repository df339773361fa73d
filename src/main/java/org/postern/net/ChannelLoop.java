package org.postern.net;

import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what concerns one channel on its event loop. A task that fails closes the channel, for what cannot be gone on with must
 * not stay open for ever. Thread-safe.
 */
final class ChannelLoop {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelLoop.class);

    private final Channel channel;
    private final ChannelLink link;

    ChannelLoop(Channel channel, ChannelLink link) {
        this.channel = channel;
        this.link = link;
    }

    Channel channel() {
        return channel;
    }

    /**
     * Runs it as soon as what the loop was given before has been run.
     *
     * @throws RejectedExecutionException when the event loops have ended before their connections
     */
    void execute(Runnable task) {
        channel.eventLoop().execute(() -> guarded(task));
    }

    /** As {@link #execute}, for what need not be done any more when the event loops have ended. */
    void executeIfAlive(Runnable task) {
        try {
            execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("connection {}: the event loops have ended", link);
        }
    }

    Future<?> schedule(Runnable task, long nanos) {
        return channel.eventLoop().schedule(() -> guarded(task), nanos, TimeUnit.NANOSECONDS);
    }

    /** At once, for one that is on the loop already. */
    void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("connection {} closes", link, e);
            var unused = channel.close();
        }
    }
}
