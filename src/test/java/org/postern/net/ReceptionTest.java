package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postern.audit.Audit;
import org.postern.net.NetSettings.Connections;
import org.postern.net.NetSettings.Times;

/** What happens to connections before their first word, and when their time is over. */
class ReceptionTest {
    private final ToyProtocol toy = new ToyProtocol();
    private Listeners listeners = listeners(ToyServer.SETTINGS, Transport.best());

    @TempDir
    private Path directory;

    @AfterEach
    void everythingIsGivenBack() {
        toy.gate.countDown();
        listeners.close();
        assertThat(toy.disconnected.get()).isEqualTo(toy.opened.get());
        assertThat(listeners.sessions()).isZero();
    }

    private static Listeners listeners(NetSettings settings, Transport transport) {
        return new Listeners(
                settings, new ConnectionCounts(settings.limits()), Optional.empty(), new Audit(), transport);
    }

    private void restart(NetSettings settings, Transport transport) throws IOException {
        listeners.close();
        listeners = listeners(settings, transport);
        start("toy", ToyServer.loopback());
    }

    private void start(String name, java.net.SocketAddress address) throws IOException {
        listeners.start(List.of(new ListenerSpec(name, address, TlsMode.PLAIN, toy)));
    }

    private ToyClient client() throws IOException {
        return new ToyClient(listeners.port("toy"));
    }

    @Test
    void whoComesAboveTheLimitHearsItAndLaterThereIsRoom() throws IOException {
        restart(ToyServer.SETTINGS.withLimits(new Connections(100, 2, 1)), Transport.best());
        ToyClient first = ToyServer.greeted(client());
        try (ToyClient second = ToyServer.greeted(client());
                ToyClient third = client()) {
            assertThat(third.rest()).isEqualTo("busy\r\n");
            first.close();
            await().until(() -> listeners.sessions() == 1);
            try (ToyClient fourth = client()) {
                assertThat(fourth.line()).isEqualTo("hello");
            }
            assertThat(second.send("echo on\r\n").line()).isEqualTo("on");
        }
    }

    @Test
    void placesOfAUserAreLimitedAndGivenBackOnce() {
        ConnectionCounts counts = new ConnectionCounts(new Connections(10, 10, 2));
        ConnectionCounts.Place one = counts.enter("alice").orElseThrow();
        ConnectionCounts.Place two = counts.enter("alice").orElseThrow();
        assertThat(counts.enter("alice")).isEmpty();
        assertThat(counts.enter("bob")).isPresent();
        one.close();
        one.close();
        assertThat(counts.enter("alice")).isPresent();
        assertThat(counts.enter("alice"))
                .as("closing twice gave one place only")
                .isEmpty();
        two.close();
    }

    @Test
    void theLoginDeadlineHoldsWhateverIsSent() throws IOException {
        Times times = Times.DEFAULT.withLogin(Duration.ofSeconds(3));
        restart(ToyServer.SETTINGS.withTimes(times), Transport.best());
        try (ToyClient loggedIn = ToyServer.greeted(client())) {
            assertThat(loggedIn.send("login alice\r\n").line()).isEqualTo("welcome");
            ToyClient slow = ToyServer.greeted(client());
            // One octet at a time, never a whole line; ends when the server does.
            await().pollInterval(Duration.ofMillis(20)).until(() -> {
                slow.send("x");
                return slow.socket().getInputStream().available() > 0;
            });
            assertThat(slow.line()).isEqualTo("timeout");
            slow.close();
            assertThat(loggedIn.send("echo still\r\n").line()).isEqualTo("still");
        }
    }

    @Test
    void anIdleClientIsToldAndClosed() throws IOException {
        Times times = Times.DEFAULT.withIdle(Duration.ofSeconds(1));
        restart(ToyServer.SETTINGS.withTimes(times), Transport.best());
        try (ToyClient idle = ToyServer.greeted(client())) {
            assertThat(idle.send("login alice\r\n").line()).isEqualTo("welcome");
            assertThat(idle.rest()).isEqualTo("timeout\r\n");
        }
    }

    @Test
    void aSlowReaderIsNotIdleAndAStalledOneIsClosed() throws IOException {
        Times times = Times.DEFAULT.withIdle(Duration.ofSeconds(1)).withStall(Duration.ofSeconds(3));
        restart(ToyServer.SETTINGS.withTimes(times), Transport.best());
        try (ToyClient slow = ToyServer.greeted(client());
                ToyClient stalled = ToyServer.greeted(client())) {
            slow.send("login slow\r\nbig 60000000\r\n");
            stalled.send("login stalled\r\nbig 60000000\r\n");
            assertThat(stalled.line()).isEqualTo("welcome");
            assertThat(slow.line()).isEqualTo("welcome");
            int[] read = new int[1];
            await().pollInterval(Duration.ofMillis(50))
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> {
                        read[0] += slow.octets(600_000).length;
                        return read[0] == 60_000_000;
                    });
            await().until(() -> toy.disconnected.get() >= 1);
            assertThat(toy.repliesOpen.get()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aUnixSocketIsServedAndRemovedAfterwards(Transport transport) throws IOException {
        if (transport == Transport.EPOLL && Transport.best() == Transport.NIO) {
            return;
        }
        restart(ToyServer.SETTINGS, transport);
        Path path = directory.resolve("toy.sock");
        start("unix", UnixDomainSocketAddress.of(path));
        assertThat(listeners.address("unix")).isEqualTo(UnixDomainSocketAddress.of(path));
        try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            client.connect(UnixDomainSocketAddress.of(path));
            client.write(ByteBuffer.wrap("who\r\nbig 100000\r\nquit\r\n".getBytes(StandardCharsets.US_ASCII)));
            String said = new String(Channels.newInputStream(client).readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(said).startsWith("hello\r\nlocal true\r\n0123456789").endsWith("bye\r\n");
        }
        listeners.close();
        assertThat(path).doesNotExist();
    }

    @Test
    void aDeadServersSocketIsReplacedALivingOnesIsNot() throws IOException {
        Path dead = directory.resolve("dead.sock");
        try (var channel = java.nio.channels.ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.bind(UnixDomainSocketAddress.of(dead));
        }
        assertThat(dead).exists();
        start("dead", UnixDomainSocketAddress.of(dead));
        assertThatThrownBy(() -> start("again", UnixDomainSocketAddress.of(dead)))
                .hasMessageContaining("in use");
        Path file = Files.writeString(directory.resolve("mail"), "precious");
        assertThatThrownBy(() -> start("file", UnixDomainSocketAddress.of(file)))
                .hasMessageContaining("no socket");
        assertThat(file).hasContent("precious");
    }

    @Test
    void whenOneCannotBeBoundNoneIs() throws IOException {
        start("toy", ToyServer.loopback());
        InetSocketAddress taken = (InetSocketAddress) listeners.address("toy");
        ListenerSpec good = new ListenerSpec("good", ToyServer.loopback(), TlsMode.PLAIN, toy);
        ListenerSpec bad = new ListenerSpec("bad", taken, TlsMode.PLAIN, toy);
        assertThatThrownBy(() -> listeners.start(List.of(good, bad))).hasMessageContaining("bad");
        assertThatThrownBy(() -> listeners.address("good")).hasMessageContaining("no listener good");
    }

    @Test
    void bothWildcardsCanBeNamedTogether() throws IOException {
        start("probe", new InetSocketAddress(0));
        int port = listeners.port("probe");
        listeners.stopListening("probe");
        listeners.start(List.of(
                new ListenerSpec("toy", new InetSocketAddress("0.0.0.0", port), TlsMode.PLAIN, toy),
                new ListenerSpec("toy", new InetSocketAddress("::", port), TlsMode.PLAIN, toy)));
        try (ToyClient client = ToyServer.greeted(client())) {
            assertThat(client.send("who\r\n").line()).isEqualTo("127.0.0.1 true");
        }
    }

    @Test
    void ofTwoWildcardsTheOneTheMachineHasIsTaken() {
        ListenerSpec four = wildcard("0.0.0.0", 143);
        ListenerSpec six = wildcard("::", 143);
        ListenerSpec other = wildcard("0.0.0.0", 110);
        assertThat(Wildcards.merge(List.of(four, six, other), true)).containsExactly(six, other);
        assertThat(Wildcards.merge(List.of(four, six, other), false)).containsExactly(four, other);
        assertThat(Wildcards.merge(List.of(wildcard("::", 143)), false)).hasSize(1);
    }

    private ListenerSpec wildcard(String host, int port) {
        return new ListenerSpec(host + ":" + port, new InetSocketAddress(host, port), TlsMode.PLAIN, toy);
    }

    @Test
    void aTrustedProxySpeaksForItsClient() throws IOException {
        ListenerSpec spec = new ListenerSpec("toy", ToyServer.loopback(), TlsMode.PLAIN, toy);
        listeners.start(List.of(spec.behind(AddressRanges.parse(List.of("127.0.0.0/8", "::1")))));
        try (ToyClient client = client()) {
            client.send("PROXY TCP4 192.0.2.7 198.51.100.1 4711 143\r\nwho\r\n");
            assertThat(client.line()).isEqualTo("hello");
            assertThat(client.line()).isEqualTo("192.0.2.7 false");
        }
        try (ToyClient client = client()) {
            client.send("PROXY UNKNOWN\r\nwho\r\n");
            assertThat(client.line()).isEqualTo("hello");
            assertThat(client.line()).isEqualTo("127.0.0.1 true");
        }
        try (ToyClient client = client()) {
            client.send(proxyV2From192_0_2_9() + "who\r\n");
            assertThat(client.line()).isEqualTo("hello");
            assertThat(client.line()).isEqualTo("192.0.2.9 false");
        }
        try (ToyClient client = client()) {
            assertThat(client.send("who\r\n".repeat(9)).line()).as("no header").isEqualTo("(end)");
        }
    }

    /** Signature, version 2 PROXY, TCP over IPv4, 12 octets: 192.0.2.9:4660 to 198.51.100.1:143. */
    private static String proxyV2From192_0_2_9() {
        byte[] header = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a2111000cc0000209c63364011234008f");
        return new String(header, StandardCharsets.ISO_8859_1);
    }

    @Test
    void whoIsNoTrustedProxyIsNotHeard() throws IOException {
        ListenerSpec spec = new ListenerSpec("toy", ToyServer.loopback(), TlsMode.PLAIN, toy);
        listeners.start(List.of(spec.behind(AddressRanges.parse(List.of("203.0.113.0/24")))));
        try (ToyClient client = client()) {
            assertThat(client.line()).isEqualTo("(end)");
        }
        assertThat(toy.opened.get()).isZero();
    }
}
