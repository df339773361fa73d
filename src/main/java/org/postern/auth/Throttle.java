package org.postern.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * How long an address waits for the answer to a failed login: at first half a second, twice that each time, to a limit.
 * Honest logins, also from the same address, never wait. IPv6 counts by /64. Thread-safe.
 */
public final class Throttle {
    private static final int PREFIX_OCTETS = 8;

    private final Pace pace;
    private final InstantSource clock;
    private final Cache<String, Failures> failures;

    /**
     * How it grows and fades.
     *
     * @param first after the first failure
     * @param longest never more
     * @param fade one failure is forgotten each time this passes without another
     * @param addresses remembered at most; beyond it the least used are forgotten
     * @param loopback whether the machine itself waits too
     */
    public record Pace(Duration first, Duration longest, Duration fade, int addresses, Loopback loopback) {
        public static final Pace DEFAULT = new Pace(
                Duration.ofMillis(500), Duration.ofSeconds(5), Duration.ofSeconds(30), 100_000, Loopback.WAITS);
    }

    /** What holds for 127.0.0.0/8, ::1 and Unix sockets. */
    public enum Loopback {
        WAITS,
        EXEMPT
    }

    private record Failures(int count, Instant last) {}

    public Throttle(Pace pace, InstantSource clock) {
        this.pace = pace;
        this.clock = clock;
        this.failures = Caffeine.newBuilder()
                .maximumSize(pace.addresses())
                .executor(Runnable::run)
                .build();
    }

    /** Counts a failed login and says how long its answer has to wait. */
    public Duration failed(SocketAddress peer) {
        Optional<InetAddress> address = addressOf(peer);
        boolean local = address.map(InetAddress::isLoopbackAddress).orElse(true);
        if (local && pace.loopback() == Loopback.EXEMPT) {
            return Duration.ZERO;
        }
        String key = address.map(Throttle::key).orElse("local");
        Instant now = clock.instant();
        Failures known = failures.asMap().merge(key, new Failures(1, now), (old, one) -> {
            int left = remaining(old, now);
            return new Failures(left + 1, now);
        });
        return delay(known.count());
    }

    /** How many addresses are remembered. */
    long remembered() {
        failures.cleanUp();
        return failures.estimatedSize();
    }

    private int remaining(Failures old, Instant now) {
        long faded = Math.max(0, Duration.between(old.last(), now).dividedBy(pace.fade()));
        return (int) Math.max(0, old.count() - faded);
    }

    private Duration delay(int count) {
        Duration delay = pace.first();
        for (int i = 1; i < count && delay.compareTo(pace.longest()) < 0; i++) {
            delay = delay.multipliedBy(2);
        }
        return delay.compareTo(pace.longest()) < 0 ? delay : pace.longest();
    }

    private static String key(InetAddress address) {
        byte[] octets = address.getAddress();
        return HexFormat.of()
                .formatHex(address instanceof Inet6Address ? Arrays.copyOf(octets, PREFIX_OCTETS) : octets);
    }

    private static Optional<InetAddress> addressOf(SocketAddress peer) {
        return peer instanceof InetSocketAddress inet ? Optional.ofNullable(inet.getAddress()) : Optional.empty();
    }
}
