package org.postern.boot;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.postern.config.Settings;
import org.postern.net.ConnectionCounts;
import org.postern.net.Listeners;
import org.postern.net.NetSettings;
import org.postern.net.TlsContexts;
import org.postern.net.TlsSelfSigned;
import org.postern.retention.Sweeper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A whole server: started once, stopped once. Thread-safe. */
public final class Server implements AutoCloseable {
    /** How long sessions may take to finish when the server stops. */
    public static final Duration DEFAULT_DRAIN = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    /** Other programs' deliveries and renames are to be seen within two seconds by who waits for them. */
    private static final Duration LOOK_AROUND = Duration.ofMillis(500);

    private static final Duration SWEEP = Duration.ofSeconds(2);
    private static final Duration DUPLICATES = Duration.ofMinutes(1);
    /** Between steps, so that it does not take a whole processor for itself. */
    private static final Duration INDEX = Duration.ofMillis(200);

    private static final Duration LIMITS = Duration.ofSeconds(2);

    /** What a killed process loses of them. */
    private static final Duration LEDGERS = Duration.ofSeconds(1);

    private final Core core;
    private final Listeners listeners;
    private final ControlSocket control;
    private final ScheduledExecutorService housekeeping;
    private boolean stopped;

    private Server(Core core, Listeners listeners, ControlSocket control) {
        this.core = core;
        this.listeners = listeners;
        this.control = control;
        this.housekeeping = Executors.newScheduledThreadPool(4, task -> {
            Thread thread = new Thread(task, "postern-housekeeping");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Starts a server as it is in production. */
    public static Server start(Settings settings, Ports ports) throws IOException {
        return start(settings, Backend.MAILDIR, ports, Clock.system(ZoneId.systemDefault()));
    }

    /**
     * Starts a server; when this returns every listener accepts.
     *
     * @throws IOException when something cannot be opened or bound; nothing is left open then
     */
    public static Server start(Settings settings, Backend backend, Ports ports, Clock clock) throws IOException {
        Core core = Core.open(settings, backend, clock);
        try {
            return listen(core, ports);
        } catch (IOException | RuntimeException e) {
            core.close();
            throw e;
        }
    }

    private static Server listen(Core core, Ports ports) throws IOException {
        NetSettings net = netSettings(core.settings());
        ConnectionCounts counts = new ConnectionCounts(net.limits());
        Listeners listeners = new Listeners(net, counts, Optional.of(new TlsContexts(certificate(core))), core.audit());
        core.watchLimits();
        try {
            listeners.start(new Protocols(core, counts, ports).specs());
            core.directory().writePid();
            ControlSocket control =
                    ControlSocket.listen(core.settings().runDir().resolve(ControlSocket.NAME), new Operations(core));
            Server server = new Server(core, listeners, control);
            server.keepHouse();
            return server;
        } catch (IOException | RuntimeException e) {
            listeners.close();
            throw e;
        }
    }

    private void keepHouse() {
        once(core::tellNotes);
        core.queue().start(housekeeping);
        core.webhook().start(housekeeping);
        every(LOOK_AROUND, core.backend()::lookAround);
        every(DUPLICATES, core::saveDuplicates);
        every(SWEEP, core.backend()::sweepHeld);
        every(INDEX, core.backend()::indexTerms);
        every(Sweeper.Pace.DEFAULT.step(), core.sweeper()::step);
        every(LIMITS, core::noticeLimits);
        every(LEDGERS, core.backend()::writeLedgers);
        every(SWEEP, core.backend()::sweepLedgers);
    }

    private void once(Runnable work) {
        housekeeping.execute(lasting(work));
    }

    private void every(Duration period, Runnable work) {
        var unused = housekeeping.scheduleWithFixedDelay(
                lasting(work), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Runnable lasting(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.error("housekeeping failed", e); // thrown on, it would silently end the regular runs
            }
        };
    }

    /** What the server works with, for tests and for the demo. */
    public Core core() {
        return core;
    }

    /** The port of the first listener of a name: imap, imaps, pop3, pop3s, lmtp, smtp, policy. */
    public int port(String listener) {
        return listeners.port(listener);
    }

    /** Takes other settings as far as a running server can, and reads certificates again. */
    public synchronized void reload(Settings settings) {
        Settings before = core.settings();
        boolean moved = !before.dataDir().equals(settings.dataDir())
                || before.auth().isRebuiltFor(settings.auth())
                || !before.defaultDomain().equals(settings.defaultDomain());
        boolean otherListeners = !before.imap().equals(settings.imap())
                || !before.pop3().equals(settings.pop3())
                || !before.lmtp().equals(settings.lmtp())
                || !before.smtp().equals(settings.smtp())
                || !before.policy().equals(settings.policy());
        if (moved || otherListeners) {
            LOG.warn("data-dir, default-domain, auth and the listeners change at the next start only");
        }
        core.use(settings);
        once(core::tellNotes);
        listeners.use(netSettings(settings));
        useCertificate();
        core.audit().configReloaded();
    }

    private void useCertificate() {
        try {
            listeners.useCertificate(certificate(core));
        } catch (IOException e) {
            LOG.warn("the certificate stays as it was: {}", e.getMessage());
        }
    }

    /** Stops in order: no new connections, sessions finish or are closed when {@code drain} is over, then the store. */
    public synchronized void stop(Duration drain) throws IOException {
        if (stopped) {
            return;
        }
        stopped = true;
        control.close();
        listeners.stop(drain);
        core.queue().close();
        core.backend().endIndexing();
        core.sweeper().end();
        core.webhook().close();
        housekeeping.shutdownNow();
        core.close();
    }

    @Override
    public void close() throws IOException {
        stop(Duration.ZERO);
    }

    private static NetSettings netSettings(Settings settings) {
        Settings.Limits limits = settings.limits();
        return NetSettings.DEFAULT
                .withLimits(new NetSettings.Connections(limits.connections(), limits.perAddress(), limits.perUser()))
                .withTimes(NetSettings.Times.DEFAULT.withLogin(limits.login()).withIdle(limits.idle()));
    }

    /** As configured; without any, one of our own is made. */
    private static TlsContexts.Source certificate(Core core) throws IOException {
        Settings settings = core.settings();
        TlsContexts.Minimum minimum = switch (settings.tls().minimum()) {
            case V1_2 -> TlsContexts.Minimum.TLS_1_2;
            case V1_3 -> TlsContexts.Minimum.TLS_1_3;
        };
        Optional<Settings.KeyPairFiles> files = settings.tls().files();
        if (files.isPresent()) {
            return new TlsContexts.Source(files.get().certificate(), files.get().key(), minimum);
        }
        TlsSelfSigned own = new TlsSelfSigned(settings.tlsDir(), settings.hostname(), core.clock(), core.random());
        own.ensure();
        return new TlsContexts.Source(own.certificate(), own.key(), minimum);
    }
}
