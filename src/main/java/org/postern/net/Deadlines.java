package org.postern.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.postern.net.NetSettings.Times;

/** When a connection's time is over. All fields belong to the event loop. */
final class Deadlines {
    private static final Duration SHORTEST_WATCH = Duration.ofMillis(20);

    private final Times limits;
    private final LongSupplier nanoTime;
    private long loginBegan;
    private long active;
    private long unsent;

    /** @param nanoTime as {@link System#nanoTime} */
    Deadlines(Times limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.loginBegan = nanoTime.getAsLong();
        this.active = loginBegan;
    }

    /** Nobody is logged in any more: the time to log in begins anew. */
    void loggedOut() {
        loginBegan = nanoTime.getAsLong();
    }

    /** Something was received, or an answer went on. */
    void active() {
        active = nanoTime.getAsLong();
    }

    /** A batch that leaves slowly is activity too. */
    void noteProgress(Channel channel) {
        ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
        long now = out == null ? 0 : out.totalPendingWriteBytes() - out.currentProgress();
        if (now != unsent) {
            unsent = now;
            active();
        }
    }

    boolean isLoginOver() {
        return untilLogin() <= 0;
    }

    boolean isIdleOver() {
        return untilIdle() <= 0;
    }

    boolean isStalled() {
        return nanoTime.getAsLong() - active >= limits.stall().toNanos();
    }

    /**
     * Nanoseconds until it is worth looking again. A quarter of the stall limit at most, for to notice that nothing
     * moves takes two looks at least.
     */
    long nextLook() {
        long login = untilLogin() > 0 ? untilLogin() : Long.MAX_VALUE;
        long soonest = Math.min(Math.min(login, untilIdle()), limits.stall().toNanos() / 4);
        return Math.max(soonest, SHORTEST_WATCH.toNanos());
    }

    private long untilLogin() {
        return loginBegan + limits.login().toNanos() - nanoTime.getAsLong();
    }

    private long untilIdle() {
        return active + limits.idle().toNanos() - nanoTime.getAsLong();
    }
}
