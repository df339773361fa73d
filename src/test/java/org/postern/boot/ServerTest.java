package org.postern.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.boot.ControlResponse.Status;
import org.postern.config.ConfigException;
import org.postern.config.ConfigReader;
import org.postern.config.Settings;
import org.postern.store.MailboxName;
import org.postern.store.UserName;

class ServerTest {
    private static final Clock CLOCK = Clock.system(ZoneOffset.UTC);

    @TempDir
    Path dir;

    private Settings settings;
    private Server server;

    ServerTest() throws ConfigException {
        settings = new ConfigReader(() -> "mx.example").read(Optional.empty(), Map.of(), List.of());
    }

    @BeforeEach
    void start() throws Exception {
        settings = settings();
        server = Server.start(settings, Backend.MEMORY, Ports.ANY_FREE, CLOCK);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void mailThatComesByLmtpLiesInTheStore() throws Exception {
        run("user.add", List.of("alice@localhost"), Map.of("password", "x"));

        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port("lmtp"))) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write("LHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<alice@localhost>\r\nRCPT TO:<bob@localhost>\r\nDATA\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            assertThat(in.lines().takeWhile(line -> !line.startsWith("354")))
                    .contains("220 mx.example LMTP Postern")
                    .anyMatch(line -> line.startsWith("550 5.1.1"));
            socket.getOutputStream().write("Subject: hi\r\n\r\nhi\r\n.\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(in.readLine()).startsWith("250 2.0.0");
        }

        assertThat(messages("alice@localhost")).isEqualTo(1);
    }

    @Test
    void oneAccountWorksOverImapAndPop3() throws Exception {
        run("user.add", List.of("alice@localhost"), Map.of("password", "s3cret"));
        deliver(List.of("alice@localhost"), "Subject: hi\n\nhi\n");

        assertThat(talk("imap", "1 LOGIN alice@localhost s3cret\r\n2 SELECT INBOX\r\n3 LOGOUT\r\n"))
                .contains("* 1 EXISTS")
                .anyMatch(line -> line.startsWith("1 OK"));
        assertThat(talk("pop3", "USER alice@localhost\r\nPASS s3cret\r\nUIDL\r\nQUIT\r\n"))
                .anyMatch(line -> line.matches("1 [0-9a-f]{16}"));
        assertThat(server.port("imaps")).isPositive();
        assertThat(server.port("pop3s")).isPositive();
    }

    @Test
    void aConnectionTooManyIsToldSoInItsOwnProtocol() throws Exception {
        server.close();
        settings = settings("limits.connections-per-address=1");
        server = Server.start(settings, Backend.MEMORY, Ports.ANY_FREE, CLOCK);

        try (Socket first = new Socket(InetAddress.getLoopbackAddress(), server.port("imap"))) {
            assertThat(first.getInputStream().read()).isEqualTo('*');
            assertThat(talk("imap", "")).containsExactly("* BYE [UNAVAILABLE] Too many connections, try again later");
            assertThat(talk("pop3", "")).containsExactly("-ERR [SYS/TEMP] Too many connections, try again later");
            assertThat(talk("lmtp", "")).containsExactly("421 4.3.2 Too many connections, try again later");
        }
    }

    @Test
    void aFullMailboxRefusesAndItsSenderHears() throws Exception {
        run("user.add", List.of("alice@localhost"), Map.of("password", "x", "quota", "10K"));
        run("user.add", List.of("bob@localhost"), Map.of("password", "x"));
        String large = "Subject: hi\n\n" + "x".repeat(70).concat("\n").repeat(60);

        assertThat(deliver(List.of("alice@localhost"), large).status()).isEqualTo(Status.DONE);
        assertThat(deliver(List.of("alice@localhost"), large).status()).isEqualTo(Status.DONE);
        assertThat(deliver(List.of("alice@localhost"), large).status()).isEqualTo(Status.FULL);
        assertThat(messages("alice@localhost"))
                .as("two and the warning at 80 percent")
                .isEqualTo(3);

        ControlRequest both = new ControlRequest(
                "deliver", List.of("alice@localhost", "bob@localhost"), Map.of("sender", "bob@localhost"));
        assertThat(new ControlClient(settings, CLOCK).run(both, octets(large)).status())
                .isEqualTo(Status.DONE);
        await().untilAsserted(() -> assertThat(messages("bob@localhost"))
                .as("the mail and the report")
                .isEqualTo(2));

        run("quota.set", List.of("alice@localhost"), Map.of("quota", "1M"));
        assertThat(deliver(List.of("alice@localhost"), large).status()).isEqualTo(Status.DONE);
        assertThat(run("quota.show", List.of("alice@localhost"), Map.of()).rows())
                .singleElement()
                .satisfies(
                        row -> assertThat(row).containsEntry("limit", 1L << 20).containsEntry("messages", 4L));
    }

    @Test
    void unlimitedUsersShareTheirDomain() throws Exception {
        run("domain.add", List.of("localhost"), Map.of("quota", "10K"));
        run("user.add", List.of("alice@localhost"), Map.of("password", "x", "quota", "unlimited"));
        run("user.add", List.of("bob@localhost"), Map.of("password", "x", "quota", "unlimited"));
        String large = "Subject: hi\n\n" + "x".repeat(70).concat("\n").repeat(60);

        assertThat(deliver(List.of("alice@localhost"), large).status()).isEqualTo(Status.DONE);
        assertThat(deliver(List.of("bob@localhost"), large).status()).isEqualTo(Status.DONE);
        assertThat(deliver(List.of("alice@localhost"), large).status()).isEqualTo(Status.FULL);
    }

    @Test
    void mailInMaildirsSurvivesARestart() throws Exception {
        server.close();
        server = Server.start(settings, Backend.MAILDIR, Ports.ANY_FREE, CLOCK);
        run("user.add", List.of("alice@localhost"), Map.of("password", "x"));
        deliver(List.of("alice@localhost"), "Subject: hi\n\nhi\n");
        server.close();

        server = Server.start(settings, Backend.MAILDIR, Ports.ANY_FREE, CLOCK);

        assertThat(messages("alice@localhost")).isEqualTo(1);
        assertThat(settings.mailDir().resolve("localhost/alice/new")).isNotEmptyDirectory();
    }

    @Test
    void aReloadCountsForNewSessions() throws Exception {
        run("user.add", List.of("alice@localhost"), Map.of("password", "s3cret"));

        server.reload(settings("delivery.max-size=10"));

        assertThat(deliver(List.of("alice@localhost"), "Subject: hi\n\nhi\n").status())
                .isEqualTo(Status.REFUSED);
        assertThat(messages("alice@localhost")).isZero();
    }

    @Test
    void commandsTalkToTheServer() throws Exception {
        assertThat(run("user.add", List.of("alice@localhost"), Map.of("password", "x", "quota", "10M"))
                        .status())
                .isEqualTo(Status.DONE);
        assertThat(run("user.add", List.of("Alice@LocalHost"), Map.of("password", "x")))
                .isEqualTo(ControlResponse.failed(Status.FAILED, "user alice@localhost exists already"));
        assertThat(run("user.list", List.of(), Map.of()).rows())
                .containsExactly(Map.of("address", "alice@localhost", "quota", "10M", "messages", "default"));
        assertThat(run("user.add", List.of("../x@localhost"), Map.of("password", "x"))
                        .status())
                .isEqualTo(Status.USAGE);
        assertThat(run("user.add", List.of("bob@localhost"), Map.of("password", ""))
                        .status())
                .isEqualTo(Status.USAGE);
        assertThat(run("user.add", List.of(), Map.of()).status()).isEqualTo(Status.USAGE);
        assertThat(run("fly", List.of(), Map.of()).status()).isEqualTo(Status.USAGE);
        assertThat(run("mailbox.create", List.of("alice@localhost", "Work/2026"), Map.of())
                        .status())
                .isEqualTo(Status.DONE);
        assertThat(run("mailbox.create", List.of("alice@localhost", "Work/2026"), Map.of())
                        .message())
                .isEqualTo("the mailbox exists already");
        assertThat(run("mailbox.list", List.of("alice@localhost"), Map.of()).rows())
                .extracting(row -> row.get("mailbox"))
                .contains("INBOX", "Sent", "Work/2026");
        assertThat(run("mailbox.status", List.of("alice@localhost", "INBOX"), Map.of())
                        .rows())
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("messages", 0L));
        assertThat(run("domain.add", List.of("localhost"), Map.of("quota", "1G"))
                        .status())
                .isEqualTo(Status.DONE);
        assertThat(run("domain.list", List.of(), Map.of()).rows())
                .containsExactly(Map.of("domain", "localhost", "quota", "1G", "users", 1L));
        assertThat(run("domain.remove", List.of("localhost"), Map.of()).message())
                .contains("still has 1 user");
        assertThat(run("quota.explain", List.of("alice@localhost"), Map.of()).rows())
                .extracting(row -> row.get("about"))
                .containsOnly("use", "limit", "rule", "growth");
        assertThat(run("quota.show", List.of("localhost"), Map.of()).rows())
                .extracting(row -> row.get("address"))
                .containsExactly("alice@localhost", "localhost");
        assertThat(run("user.remove", List.of("alice@localhost"), Map.of()).status())
                .isEqualTo(Status.DONE);
        assertThat(run("user.show", List.of("alice@localhost"), Map.of()).message())
                .isEqualTo("there is no user alice@localhost");
    }

    @Test
    void deliverSaysWhatBecameOfEach() throws Exception {
        run("user.add", List.of("alice@localhost"), Map.of("password", "x"));
        String large = "Subject: hi\n\n" + "line\n".repeat(100_000);

        ControlResponse both = deliver(List.of("alice@localhost", "nobody@localhost"), large);
        ControlResponse nobody = deliver(List.of("nobody@localhost"), large);

        assertThat(both.rows()).extracting(row -> row.get("status")).containsExactly("2.0.0", "5.1.1");
        assertThat(nobody.status()).isEqualTo(Status.NO_USER);
        assertThat(nobody.status().exitCode()).isEqualTo(67);
        assertThat(messages("alice@localhost")).isEqualTo(1);
    }

    @Test
    void aMessageThatIsCutOffIsDeliveredToNobody() throws Exception {
        run("user.add", List.of("alice@localhost"), Map.of("password", "x"));
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(settings.runDir().resolve(ControlSocket.NAME)));
            String request = "{\"operation\":\"deliver\",\"words\":[\"alice@localhost\"]}\n12\nSubject: a\n\n";
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            channel.shutdownOutput();
            ByteBuffer answer = ByteBuffer.allocate(1000);
            while (channel.read(answer) > 0) {
                assertThat(answer.hasRemaining()).isTrue();
            }
        }
        assertThat(messages("alice@localhost")).isZero();
    }

    @Test
    void nonsenseOnTheControlSocketHurtsNobody() throws Exception {
        for (String nonsense : List.of("", "\n", "{}\n", "[1,2\n", "x".repeat(70_000) + "\n", "null\n")) {
            try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                channel.connect(UnixDomainSocketAddress.of(settings.runDir().resolve(ControlSocket.NAME)));
                channel.write(ByteBuffer.wrap(nonsense.getBytes(StandardCharsets.US_ASCII)));
            }
        }
        assertThat(run("ping", List.of(), Map.of()).status()).isEqualTo(Status.DONE);
    }

    @Test
    void theDirectoryHasOneOwnerAndPrivateFiles() throws Exception {
        assertThatThrownBy(() -> Server.start(settings, Backend.MEMORY, Ports.ANY_FREE, CLOCK))
                .isInstanceOf(IOException.class)
                .hasMessage(settings.dataDir() + " is in use by another process");
        assertThat(Files.readString(settings.runDir().resolve("postern.pid")))
                .isEqualTo(ProcessHandle.current().pid() + "\n");
        assertThat(mode(settings.runDir())).isEqualTo("rwx------");
        assertThat(mode(settings.runDir().resolve(ControlSocket.NAME))).isEqualTo("rw-------");

        server.stop(Duration.ofSeconds(1));

        assertThat(settings.runDir().resolve(ControlSocket.NAME)).doesNotExist();
        assertThat(settings.runDir().resolve("postern.pid")).doesNotExist();
        Server.start(settings, Backend.MEMORY, Ports.ANY_FREE, CLOCK).close();
    }

    @Test
    void aStartThatFailsLeavesNothingOpen() throws Exception {
        server.close();
        Settings broken = settings("lmtp.socket=" + dir.resolve("no/such/place.sock"));

        assertThatThrownBy(() -> Server.start(broken, Backend.MEMORY, Ports.ANY_FREE, CLOCK))
                .isInstanceOf(IOException.class);

        server = Server.start(settings, Backend.MEMORY, Ports.ANY_FREE, CLOCK);
        assertThat(server.port("lmtp")).isPositive();
    }

    @Test
    void commandsWorkWithoutAServerToo() throws Exception {
        run("user.add", List.of("alice@localhost"), Map.of("password", "x"));
        server.close();

        assertThat(run("user.list", List.of(), Map.of()).rows()).hasSize(1);
        assertThat(run("user.add", List.of("bob@localhost"), Map.of("password", "x"))
                        .status())
                .isEqualTo(Status.DONE);
        assertThat(run("user.list", List.of(), Map.of()).rows()).hasSize(2);
    }

    private List<String> talk(String listener, String script) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port(listener))) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(script.getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .lines()
                    .toList();
        }
    }

    private ControlResponse run(String operation, List<String> words, Map<String, String> options) throws IOException {
        return new ControlClient(settings, CLOCK)
                .run(new ControlRequest(operation, words, options), InputStream.nullInputStream());
    }

    private ControlResponse deliver(List<String> recipients, String message) throws IOException {
        return new ControlClient(settings, CLOCK)
                .run(new ControlRequest("deliver", recipients, Map.of("sender", "")), octets(message));
    }

    private static InputStream octets(String message) {
        return new ByteArrayInputStream(message.getBytes(StandardCharsets.US_ASCII));
    }

    private long messages(String address) throws Exception {
        return server.core()
                .store()
                .open(new UserName(address))
                .status(MailboxName.INBOX)
                .messages();
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private Settings settings(String... more) throws ConfigException {
        List<String> sets = new ArrayList<>(List.of("data-dir=" + dir.resolve("data"), "bind=127.0.0.1"));
        sets.addAll(List.of(more));
        return new ConfigReader(() -> "mx.example").read(Optional.empty(), Map.of(), sets);
    }
}
