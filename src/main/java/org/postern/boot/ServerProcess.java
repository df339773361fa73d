package org.postern.boot;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postern.config.ConfigException;
import org.postern.config.ConfigProblem;
import org.postern.config.Settings;
import org.postern.net.SystemdNotifier;
import org.slf4j.LoggerFactory;

/**
 * A process that is a server: starts it, tells systemd, obeys signals (TERM and INT stop, HUP reloads), and returns when
 * it has stopped. Once per process.
 */
public final class ServerProcess {
    private static final Duration FOREVER = Duration.ofDays(1);

    private final SettingsSource source;
    private final Map<String, String> environment;
    private final Ports ports;
    private final BlockingQueue<Order> orders = new LinkedBlockingQueue<>();

    private enum Order {
        STOP,
        RELOAD
    }

    /** Reads the settings, at the start and at every reload. */
    @FunctionalInterface
    public interface SettingsSource {
        Settings read() throws ConfigException;
    }

    /** Called once when every listener accepts. */
    @FunctionalInterface
    public interface Started {
        void with(Server server) throws IOException;
    }

    public ServerProcess(SettingsSource source, Map<String, String> environment) {
        this(source, environment, Ports.AS_CONFIGURED);
    }

    public ServerProcess(SettingsSource source, Map<String, String> environment, Ports ports) {
        this.source = source;
        this.environment = environment;
        this.ports = ports;
    }

    /** As a signal to stop. Any thread. */
    public void stop() {
        orders.add(Order.STOP);
    }

    /** Serves until told to stop. */
    public void run(Started started) throws ConfigException, IOException, InterruptedException {
        Settings settings = source.read();
        LogSettings.first(settings.log()); // before any class is touched that has a logger
        SystemdNotifier systemd =
                new SystemdNotifier(environment, ProcessHandle.current().pid());
        Signals.on("TERM", this::stop);
        Signals.on("INT", this::stop);
        Signals.on("HUP", () -> orders.add(Order.RELOAD));
        try (Server server = Server.start(settings, ports)) {
            server.core().audit().serverStarted(Version.text());
            started.with(server);
            systemd.ready();
            obey(server, systemd);
            systemd.stopping();
            server.stop(Server.DEFAULT_DRAIN);
            server.core().audit().serverStopped();
        }
    }

    private void obey(Server server, SystemdNotifier systemd) throws InterruptedException {
        long patience = systemd.aliveInterval().orElse(FOREVER).toMillis();
        @Nullable Order order = null;
        while (order != Order.STOP) {
            order = orders.poll(patience, TimeUnit.MILLISECONDS);
            if (order == Order.RELOAD) {
                reload(server, systemd);
            }
            systemd.alive();
        }
    }

    private void reload(Server server, SystemdNotifier systemd) {
        systemd.reloading();
        try {
            Settings settings = source.read();
            LogSettings.again(settings.log());
            server.reload(settings);
        } catch (ConfigException e) {
            e.problems()
                    .forEach(problem ->
                            LoggerFactory.getLogger(ServerProcess.class).error("{}", problem));
            server.core()
                    .audit()
                    .configRefused(e.problems().stream()
                            .map(ConfigProblem::toString)
                            .findFirst()
                            .orElse(""));
        } finally {
            systemd.ready();
        }
    }
}
