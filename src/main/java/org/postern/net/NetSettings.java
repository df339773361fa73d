package org.postern.net;

import java.time.Duration;

/**
 * Limits and sizes of everything between the socket and a session.
 *
 * @param limits how many connections there may be
 * @param times how long things may take
 * @param threads who does the work
 * @param batches how much of an answer is in memory
 * @param backlog connections the kernel keeps before they are accepted
 */
public record NetSettings(Connections limits, Times times, Threads threads, Batches batches, int backlog) {
    public static final NetSettings DEFAULT =
            new NetSettings(Connections.DEFAULT, Times.DEFAULT, Threads.DEFAULT, Batches.DEFAULT, 1024);

    /**
     * Numbers of connections.
     *
     * @param total of the whole server
     * @param perAddress from one client address; Unix sockets are not counted
     * @param perUser logged in as one user
     */
    public record Connections(int total, int perAddress, int perUser) {
        public static final Connections DEFAULT = new Connections(20_000, 200, 100);
    }

    /**
     * Time limits.
     *
     * @param login from accept until somebody is logged in, whatever is sent meanwhile
     * @param idle after login: without a request and without progress of an answer
     * @param stall without any progress of an answer while the client does not read
     * @param handshake for a TLS handshake or a PROXY header
     * @param linger after the last words, for the client to read them and close
     */
    public record Times(Duration login, Duration idle, Duration stall, Duration handshake, Duration linger) {
        public static final Times DEFAULT = new Times(
                Duration.ofMinutes(1),
                Duration.ofMinutes(30),
                Duration.ofMinutes(5),
                Duration.ofSeconds(20),
                Duration.ofSeconds(2));

        public Times withLogin(Duration limit) {
            return new Times(limit, idle, stall, handshake, linger);
        }

        public Times withIdle(Duration limit) {
            return new Times(login, limit, stall, handshake, linger);
        }

        public Times withStall(Duration limit) {
            return new Times(login, idle, limit, handshake, linger);
        }

        public Times withHandshake(Duration limit) {
            return new Times(login, idle, stall, limit, linger);
        }
    }

    /**
     * Threads.
     *
     * @param loops event loops, each with its own share of the connections
     * @param workers where sessions run and may block
     * @param workersPerKey how many workers one account (or one address before login) may occupy
     */
    public record Threads(int loops, int workers, int workersPerKey) {
        public static final Threads DEFAULT = forProcessors(Runtime.getRuntime().availableProcessors());

        static Threads forProcessors(int processors) {
            return new Threads(Math.max(2, processors), Math.min(256, 32 + 8 * processors), 8);
        }
    }

    /**
     * Octets of answers in memory; see {@link org.postern.wire.WireOut}.
     *
     * @param octets of an answer made before the next are asked for, at first
     * @param whole of an answer that is worth one write, at most
     * @param spare that all such answers together may have beyond {@code octets}
     */
    public record Batches(int octets, int whole, long spare) {
        public static final Batches DEFAULT =
                new Batches(org.postern.wire.WireOut.DEFAULT_BATCH, 4 * 1024 * 1024, 32 * 1024 * 1024);
    }

    public NetSettings withLimits(Connections other) {
        return new NetSettings(other, times, threads, batches, backlog);
    }

    public NetSettings withTimes(Times other) {
        return new NetSettings(limits, other, threads, batches, backlog);
    }

    public NetSettings withThreads(Threads other) {
        return new NetSettings(limits, times, other, batches, backlog);
    }
}
