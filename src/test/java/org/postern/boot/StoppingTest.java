package org.postern.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postern.config.ConfigReader;
import org.postern.config.Settings;

/** What a stopping server does with a message half received: it takes the rest, answers, and then says goodbye. */
@Timeout(300)
final class StoppingTest {
    private static final Clock CLOCK = Clock.system(ZoneOffset.UTC);

    /** Longer than any test: what ends before has ended by itself. */
    private static final Duration DRAIN = Duration.ofSeconds(200);

    @TempDir
    Path dir;

    private Server server;
    private Client idle;
    private CompletableFuture<Void> stopped = CompletableFuture.completedFuture(null);

    @BeforeEach
    void start() throws Exception {
        Settings settings = new ConfigReader(() -> "mx.example")
                .read(Optional.empty(), Map.of(), List.of("data-dir=" + dir, "bind=[\"127.0.0.1\"]"));
        server = Server.start(settings, Backend.MEMORY, Ports.ANY_FREE, CLOCK);
        new ControlClient(settings, CLOCK)
                .run(
                        new ControlRequest("user.add", List.of("alice@localhost"), Map.of("password", "x")),
                        InputStream.nullInputStream());
        idle = new Client("imap");
    }

    @AfterEach
    void end() throws Exception {
        idle.close();
        server.close();
        stopped.get(60, TimeUnit.SECONDS);
    }

    @Test
    void aMessageHalfReceivedIsDeliveredBeforeTheGoodbye() throws Exception {
        try (Client client = new Client("lmtp")) {
            client.send("LHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<alice@localhost>\r\nDATA\r\nSubject: half\r\n");
            client.until("354");
            stop();

            client.send("\r\nwhole\r\n.\r\n");

            assertThat(client.line()).startsWith("250 2.0.0");
            assertThat(client.line()).startsWith("421 4.3.2");
            assertThat(client.line()).isNull();
        }
    }

    @Test
    void aChunkHalfReceivedIsTakenWhole() throws Exception {
        try (Client client = new Client("lmtp")) {
            client.send("LHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<alice@localhost>\r\nBDAT 6 LAST\r\nA: ");
            client.until("250 2.1.5");
            stop();

            client.send("b\r\n");

            assertThat(client.line()).startsWith("250 2.0.0");
            assertThat(client.line()).startsWith("421 4.3.2");
            assertThat(client.line()).isNull();
        }
    }

    @Test
    void anAppendHalfReceivedIsStoredBeforeTheGoodbye() throws Exception {
        try (Client client = new Client("imap")) {
            client.send("1 LOGIN alice@localhost x\r\n2 APPEND INBOX {12}\r\n");
            client.until("+ ");
            client.send("A: ");
            stop();

            client.send("b\r\n\r\nhey");
            client.send("\r\n");

            assertThat(client.line()).startsWith("2 OK [APPENDUID ");
            assertThat(client.line()).startsWith("* BYE ");
            assertThat(client.line()).isNull();
        }
    }

    @Test
    void aClientThatGoesInTheMidstOfAMessageIsNotWaitedFor() throws Exception {
        try (Client client = new Client("lmtp")) {
            client.send("LHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<alice@localhost>\r\nDATA\r\nSubject: half\r\n");
            client.until("354");
            stop();

            client.socket.shutdownOutput();

            assertThat(client.line()).isNull();
        }
        stopped.get(60, TimeUnit.SECONDS);
    }

    /** Returns when sessions have been told. */
    private void stop() throws IOException {
        stopped = CompletableFuture.runAsync(() -> {
            try {
                server.stop(DRAIN);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        idle.until("* BYE");
    }

    private final class Client implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader in;

        Client(String listener) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), server.port(listener));
            socket.setSoTimeout(60_000);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            assertThat(in.readLine()).containsAnyOf("OK", "220");
        }

        void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        }

        /** A line, or null at the end. */
        String line() throws IOException {
            return in.readLine();
        }

        void until(String start) throws IOException {
            String line = in.readLine();
            while (line != null && !line.startsWith(start)) {
                line = in.readLine();
            }
            assertThat(line).startsWith(start);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
