package org.postern.net;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd how the service is (sd_notify(3)). Does nothing where systemd does not ask; a message that cannot be sent
 * is logged and otherwise no failure. Thread-safe.
 */
public final class SystemdNotifier {
    private static final Logger LOG = LoggerFactory.getLogger(SystemdNotifier.class);

    private final Optional<String> socket;
    private final Optional<Duration> watchdog;

    /**
     * Reads what systemd passed.
     *
     * @param environment NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID of it
     * @param pid this process
     */
    public SystemdNotifier(Map<String, String> environment, long pid) {
        this.socket = Optional.ofNullable(environment.get("NOTIFY_SOCKET"))
                .filter(s -> s.startsWith("/") || s.startsWith("@"))
                .filter(s -> usable());
        boolean ours =
                environment.getOrDefault("WATCHDOG_PID", Long.toString(pid)).equals(Long.toString(pid));
        this.watchdog = Optional.ofNullable(environment.get("WATCHDOG_USEC"))
                .filter(u -> ours && u.matches("[1-9][0-9]{0,17}"))
                .map(u -> Duration.ofNanos(Math.multiplyExact(Math.min(Long.parseLong(u), 1L << 50), 1000L)));
    }

    /** How often {@link #alive} is due: half of the time after which systemd would restart the service. */
    public Optional<Duration> aliveInterval() {
        return socket.isPresent() ? watchdog.map(w -> w.dividedBy(2)) : Optional.empty();
    }

    /** Start or reload is complete. */
    public void ready() {
        send("READY=1");
    }

    /** A reload begins; {@link #ready} ends it. */
    public void reloading() {
        send("RELOADING=1\nMONOTONIC_USEC=" + System.nanoTime() / 1000);
    }

    public void stopping() {
        send("STOPPING=1");
    }

    public void alive() {
        send("WATCHDOG=1");
    }

    /** One line for {@code systemctl status}. */
    public void status(String line) {
        send("STATUS=" + line.replace('\n', ' '));
    }

    private static boolean usable() {
        if (!Epoll.isAvailable()) {
            LOG.warn("systemd asks to be told, but there is no native transport to do it with");
        }
        return Epoll.isAvailable();
    }

    private void send(String message) {
        socket.ifPresent(name -> {
            try {
                send(name, message);
            } catch (IOException e) {
                LOG.warn("systemd cannot be told {}", message, e);
            }
        });
    }

    private static void send(String name, String message) throws IOException {
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        if (path[0] == '@') {
            path[0] = 0; // unix(7): the abstract namespace
        }
        byte[] octets = message.getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = ByteBuffer.allocateDirect(octets.length).put(octets).flip();
        Socket datagram = Socket.newSocketDomainDgram();
        try {
            int unused = datagram.sendToDomainSocket(buffer, 0, octets.length, path);
        } finally {
            datagram.close();
        }
    }
}
