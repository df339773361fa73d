package org.postern.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.postern.audit.Audit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything of the server that listens: its sockets, event loops, workers and connections. Started once, with more
 * listeners at any time, stopped once. Thread-safe.
 */
public final class Listeners implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
    private static final Duration CERTIFICATE_CHECK = Duration.ofSeconds(30);
    private static final Duration ACCEPT_PAUSE = Duration.ofMillis(500);
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(5);

    private final Transport transport;
    private final MultiThreadIoEventLoopGroup loops;
    private final WorkerPool workers;
    private final Deflaters deflaters = new Deflaters();
    private final SpareRoom spare;
    private final Connections connections = new Connections();
    private final Reception.Shared shared;
    private final List<Bound> bound = new ArrayList<>();
    private final int backlog;
    private volatile NetSettings settings;

    private record Bound(ListenerSpec spec, Channel channel) {}

    /**
     * Starts no listener yet.
     *
     * @param counts shared with sessions, which count users with it
     * @param tls the certificate; without one neither implicit TLS nor START_TLS is possible
     */
    public Listeners(NetSettings settings, ConnectionCounts counts, Optional<TlsContexts> tls, Audit audit) {
        this(settings, counts, tls, audit, Transport.best());
    }

    /** With a transport other than the best. */
    Listeners(
            NetSettings settings,
            ConnectionCounts counts,
            Optional<TlsContexts> tls,
            Audit audit,
            Transport transport) {
        this.settings = settings;
        this.backlog = settings.backlog();
        this.transport = transport;
        this.loops = new MultiThreadIoEventLoopGroup(
                settings.threads().loops(), new DefaultThreadFactory("postern-net", true), transport.ioHandler());
        this.workers =
                new WorkerPool(settings.threads().workers(), settings.threads().workersPerKey());
        this.spare =
                new SpareRoom(settings.batches().whole(), settings.batches().spare());
        this.shared = new Reception.Shared(
                () -> this.settings, counts, workers, deflaters, spare, tls, audit, connections, new AtomicLong());
        every(CERTIFICATE_CHECK, this::refreshCertificates);
    }

    /**
     * Binds and accepts, all or none.
     *
     * @throws IOException when one cannot be bound, naming it; the others are closed again
     */
    public synchronized void start(List<ListenerSpec> specs) throws IOException {
        List<Bound> fresh = new ArrayList<>();
        try {
            for (ListenerSpec spec : Wildcards.merge(specs)) {
                fresh.add(bind(spec));
            }
        } catch (IOException e) {
            fresh.forEach(Listeners::unbind);
            throw e;
        }
        bound.addAll(fresh);
    }

    /** Where the first listener of that name is bound; the port is the real one where 0 was asked for. */
    public synchronized SocketAddress address(String name) {
        return bound.stream()
                .filter(b -> b.spec().name().equals(name))
                .map(b -> b.spec().address() instanceof UnixDomainSocketAddress unix
                        ? unix
                        : b.channel().localAddress())
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no listener " + name));
    }

    /** The port of the first listener of that name. */
    public int port(String name) {
        return ((InetSocketAddress) address(name)).getPort();
    }

    /** Other limits and times for connections that come from now on; threads, batch and backlog stay. */
    public void use(NetSettings newSettings) {
        settings = newSettings;
        shared.counts().limits(newSettings.limits());
    }

    /**
     * Does something again and again on a worker, the first time after one interval; so it also proves that event loops
     * and workers are alive. Ends with the listeners.
     */
    public void every(Duration interval, Runnable task) {
        var unused = loops.next()
                .scheduleAtFixedRate(() -> submit(task), interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void submit(Runnable task) {
        try {
            workers.submit("", task);
        } catch (RejectedExecutionException e) {
            LOG.debug("too late for {}", task, e);
        }
    }

    /** Reads certificates again if their files have changed; for those who come from now on. */
    public void refreshCertificates() {
        shared.tls().ifPresent(TlsContexts::refresh);
    }

    /** Serves another certificate to those who come from now on; when it cannot be used the old one stays. */
    public void useCertificate(TlsContexts.Source source) {
        shared.tls().ifPresent(tls -> tls.use(source));
    }

    /** Workers that are at work this moment. */
    public int busyWorkers() {
        return workers.busy();
    }

    /** Octets that answers may have in memory beyond their batches, now. */
    long spareRoom() {
        return spare.left();
    }

    /** Sessions now. */
    public int sessions() {
        return connections.count();
    }

    /** Closes the listeners of one name; their connections go on. */
    public synchronized void stopListening(String name) {
        bound.removeIf(b -> {
            boolean named = b.spec().name().equals(name);
            if (named) {
                unbind(b);
            }
            return named;
        });
    }

    /**
     * Accepts no more, lets every session finish the answer it is giving and say its last words, and closes what is still
     * there when the time is over. Returns when all sessions have ended.
     */
    public void stop(Duration drain) {
        synchronized (this) {
            bound.forEach(Listeners::unbind);
            bound.clear();
        }
        connections.stop();
        if (!connections.awaitNone(drain)) {
            connections.close();
            if (!connections.awaitNone(LAST_PATIENCE)) {
                LOG.warn("{} sessions have not ended", connections.count());
            }
        }
        workers.close();
        deflaters.close();
        loops.shutdownGracefully(0, LAST_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(LAST_PATIENCE.toMillis());
    }

    @Override
    public void close() {
        stop(Duration.ZERO);
    }

    private Bound bind(ListenerSpec spec) throws IOException {
        if (spec.tls() == TlsMode.IMPLICIT && shared.tls().isEmpty()) {
            throw new IOException("listener " + spec.name() + " needs a certificate");
        }
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(transport.serverChannel(spec.address()))
                .option(ChannelOption.SO_BACKLOG, backlog)
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(1, settings.batches().octets()))
                .handler(new AcceptPause(spec.name(), ACCEPT_PAUSE))
                .childHandler(new Reception(spec, shared));
        boolean unixSocket = spec.address() instanceof UnixDomainSocketAddress;
        if (transport == Transport.EPOLL || !unixSocket) { // the JDK's Unix sockets end both ways or none
            bootstrap.childOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        }
        Optional<UnixSocketFile> file = Optional.empty();
        if (spec.address() instanceof UnixDomainSocketAddress unix) {
            file = Optional.of(new UnixSocketFile(unix.getPath()));
            file.get().makeWay();
        } else {
            bootstrap.option(ChannelOption.SO_REUSEADDR, true).childOption(ChannelOption.TCP_NODELAY, true);
        }
        ChannelFuture binding =
                bootstrap.bind(transport.bindable(spec.address())).awaitUninterruptibly();
        if (!binding.isSuccess()) {
            String why = String.valueOf(binding.cause().getMessage());
            throw new IOException("listener " + spec.name() + " at " + spec.address() + ": " + why, binding.cause());
        }
        if (file.isPresent()) {
            file.get().open();
        }
        return new Bound(spec, binding.channel());
    }

    private static void unbind(Bound b) {
        b.channel().close().awaitUninterruptibly();
        if (b.spec().address() instanceof UnixDomainSocketAddress unix) {
            try {
                new UnixSocketFile(unix.getPath()).remove();
            } catch (IOException e) {
                LOG.warn("cannot remove {}", unix, e);
            }
        }
    }

    /** The connections that have a conversation. */
    private static final class Connections implements Reception.Registry {
        private final Set<ReplyPump> pumps = ConcurrentHashMap.newKeySet();
        private boolean stopping;

        @Override
        public synchronized void add(ReplyPump pump) {
            pumps.add(pump);
            if (stopping) {
                pump.stop();
            }
        }

        @Override
        public synchronized void remove(ReplyPump pump) {
            pumps.remove(pump);
            notifyAll();
        }

        int count() {
            return pumps.size();
        }

        synchronized void stop() {
            stopping = true;
            pumps.forEach(ReplyPump::stop);
        }

        synchronized void close() {
            pumps.forEach(ReplyPump::close);
        }

        synchronized boolean awaitNone(Duration patience) {
            long end = System.nanoTime() + patience.toNanos();
            long left = patience.toNanos();
            try {
                while (!pumps.isEmpty() && left > 0) {
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                    left = end - System.nanoTime();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return pumps.isEmpty();
        }
    }
}
