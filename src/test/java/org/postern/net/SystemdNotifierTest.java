package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemdNotifierTest {
    @TempDir
    private Path directory;

    @Test
    void systemdIsToldOverItsSocket() throws IOException {
        assumeTrue(Transport.best() == Transport.EPOLL, "Linux with a native transport");
        assertThat(heardAt(directory.resolve("notify").toString())).isEqualTo("READY=1");
    }

    @Test
    void anAbstractSocketIsReachedToo() throws IOException {
        assumeTrue(Transport.best() == Transport.EPOLL, "Linux with a native transport");
        assertThat(heardAt("@postern-test-" + ProcessHandle.current().pid())).isEqualTo("READY=1");
    }

    private static String heardAt(String name) throws IOException {
        Socket systemd = Socket.newSocketDomainDgram();
        try {
            systemd.bind(new DomainSocketAddress(name.replace('@', '\0')));
            new SystemdNotifier(Map.of("NOTIFY_SOCKET", name), 1).ready();
            ByteBuffer heard = ByteBuffer.allocateDirect(100);
            int length = systemd.read(heard, 0, 100);
            heard.limit(length);
            return StandardCharsets.UTF_8.decode(heard).toString();
        } finally {
            systemd.close();
        }
    }

    @Test
    void withoutSystemdNothingHappens() {
        SystemdNotifier silent = new SystemdNotifier(Map.of("WATCHDOG_USEC", "1000000"), 1);
        silent.ready();
        assertThat(silent.aliveInterval()).isEmpty();
    }

    @Test
    void aSocketThatIsGoneIsNoFailure() {
        Map<String, String> environment =
                Map.of("NOTIFY_SOCKET", directory.resolve("gone").toString());
        SystemdNotifier notifier = new SystemdNotifier(environment, 1);
        notifier.stopping();
        assertThat(notifier.aliveInterval()).isEmpty();
    }

    @Test
    void theWatchdogIsHeldOffTwiceInItsTime() {
        assumeTrue(Transport.best() == Transport.EPOLL, "Linux with a native transport");
        Map<String, String> environment = Map.of("NOTIFY_SOCKET", "/nowhere", "WATCHDOG_USEC", "60000000");
        assertThat(new SystemdNotifier(environment, 1).aliveInterval()).contains(Duration.ofSeconds(30));
        Map<String, String> others = Map.of("NOTIFY_SOCKET", "/nowhere", "WATCHDOG_USEC", "6", "WATCHDOG_PID", "2");
        assertThat(new SystemdNotifier(others, 1).aliveInterval()).isEmpty();
    }
}
