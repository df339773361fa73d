package org.postern.lmtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postern.audit.Audit;
import org.postern.delivery.Post;
import org.postern.net.ConnectionCounts;
import org.postern.net.ListenerSpec;
import org.postern.net.Listeners;
import org.postern.net.NetSettings;
import org.postern.net.TlsMode;

/** LMTP over real sockets. */
@Timeout(300)
final class LmtpListenerTest {
    private static final NetSettings SETTINGS = NetSettings.DEFAULT.withThreads(new NetSettings.Threads(2, 8, 4));

    @TempDir
    Path directory;

    private final Post post = new Post();
    private Listeners listeners;

    @BeforeEach
    void start() throws IOException {
        listeners = new Listeners(SETTINGS, new ConnectionCounts(SETTINGS.limits()), Optional.empty(), new Audit());
        LmtpSessions sessions = LmtpSessions.lmtp(Dialogue.services(post), LmtpLimits.DEFAULT);
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        SocketAddress unix = UnixDomainSocketAddress.of(directory.resolve("lmtp.sock"));
        listeners.start(List.of(
                new ListenerSpec("lmtp", loopback, TlsMode.PLAIN, sessions),
                new ListenerSpec("unix", unix, TlsMode.PLAIN, sessions)));
    }

    @AfterEach
    void stop() {
        listeners.stop(Duration.ofSeconds(1));
        post.assertNoLeaks();
    }

    /** Sends everything at once, reads until the server closes. */
    private String converse(SocketAddress address, byte[] script) throws IOException {
        try (SocketChannel channel = SocketChannel.open(address)) {
            ByteBuffer out = ByteBuffer.wrap(script);
            while (out.hasRemaining()) {
                channel.write(out);
            }
            InputStream in = Channels.newInputStream(channel);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private SocketAddress tcp() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), listeners.port("lmtp"));
    }

    private static byte[] script(String recipients, String message) {
        return ("LHLO client.example\r\nMAIL FROM:<a@example.com>\r\n" + recipients + "DATA\r\n" + message
                        + "\r\n.\r\nQUIT\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void overTcpAndOverAUnixSocket() throws IOException {
        byte[] script = script("RCPT TO:<alice@example.org>\r\n", "Subject: x\r\n\r\nhello");
        assertThat(converse(tcp(), script)).endsWith("221 2.0.0 mx.example.org closes\r\n");
        assertThat(converse(listeners.address("unix"), script)).endsWith("221 2.0.0 mx.example.org closes\r\n");
        List<String> mail = post.mail("alice@example.org", "INBOX");
        assertThat(mail).hasSize(2);
        assertThat(mail.get(0)).contains("from client.example ([127.0.0.1])\r\n");
        assertThat(mail.get(1)).contains("from client.example (local)\r\n").endsWith("\r\n\r\nhello\r\n");
    }

    @Test
    void manyConnectionsAtOnceLoseNothing() throws Exception {
        int connections = 32;
        int each = 20;
        ExecutorService clients = Executors.newFixedThreadPool(connections);
        try {
            List<Callable<String>> work = new ArrayList<>();
            for (int c = 0; c < connections; c++) {
                StringBuilder all = new StringBuilder("LHLO client.example\r\n");
                for (int i = 0; i < each; i++) {
                    String body = "c" + c + "m" + i + "\r\n" + "z".repeat(10_000);
                    all.append("MAIL FROM:<>\r\nRCPT TO:<alice@example.org>\r\nRCPT TO:<bob@example.org>\r\nBDAT ")
                            .append(body.length())
                            .append(" LAST\r\n")
                            .append(body);
                }
                byte[] script = all.append("QUIT\r\n").toString().getBytes(StandardCharsets.US_ASCII);
                work.add(() -> converse(tcp(), script));
            }
            for (Future<String> said : clients.invokeAll(work, 200, TimeUnit.SECONDS)) {
                assertThat(said.get().lines().filter(l -> l.startsWith("250 2.0.0")))
                        .hasSize(2 * each);
            }
        } finally {
            clients.shutdownNow();
        }
        for (String user : List.of("alice@example.org", "bob@example.org")) {
            List<String> bodies = post.mail(user, "INBOX").stream()
                    .map(m -> m.substring(m.indexOf("+0000\r\n") + 7))
                    .toList();
            assertThat(bodies).hasSize(connections * each).doesNotHaveDuplicates();
            assertThat(bodies).allMatch(b -> b.matches("c\\d+m\\d+\r\nz{10000}"));
        }
    }

    @Test
    void aLargeMessageComesThroughWhole() throws IOException {
        StringBuilder message = new StringBuilder("Subject: large\r\n\r\n");
        for (int i = 0; i < 200_000; i++) {
            message.append("..line ").append(i).append("\r\n");
        }
        String said = converse(tcp(), script("RCPT TO:<alice@example.org>\r\n", message.toString()));
        assertThat(said).contains("250 2.0.0 <alice@example.org>");
        assertThat(post.onlyMail("alice@example.org"))
                .endsWith(message.toString().replace("\r\n..", "\r\n.") + "\r\n");
    }

    @Test
    void aServerThatStopsSaysSo() throws IOException {
        try (SocketChannel channel = SocketChannel.open(tcp())) {
            InputStream in = Channels.newInputStream(channel);
            assertThat(in.readNBytes(33)).asString(StandardCharsets.US_ASCII).startsWith("220 ");
            listeners.stop(Duration.ofSeconds(5));
            assertThat(new String(in.readAllBytes(), StandardCharsets.US_ASCII))
                    .endsWith("421 4.3.2 mx.example.org shuts down\r\n");
        }
    }
}
