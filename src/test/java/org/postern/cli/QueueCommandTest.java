package org.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postern.boot.Backend;
import org.postern.boot.Ports;
import org.postern.boot.Server;
import org.postern.config.ConfigReader;
import org.postern.config.Settings;

/** {@code postern queue}, asked of a running server and of none. */
final class QueueCommandTest {
    private enum Served {
        BY_A_SERVER,
        BY_NONE
    }

    @TempDir
    private Path dir;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path config = Path.of("");

    @BeforeEach
    void configure() throws Exception {
        config = Files.writeString(
                dir.resolve("postern.toml"), "data-dir = \"" + dir.resolve("data") + "\"\nbind = [\"127.0.0.1\"]\n");
        assertThat(run("x\n", "user", "add", "alice@localhost", "--password-stdin"))
                .isZero();
        assertThat(run("x\n", "user", "add", "full@localhost", "--quota", "10", "--password-stdin"))
                .isZero();
    }

    private interface Talk {
        void hold() throws Exception;
    }

    private void with(Served served, Talk talk) throws Exception {
        if (served == Served.BY_NONE) {
            talk.hold();
            return;
        }
        Settings settings = new ConfigReader(() -> "mx.example").read(Optional.of(config), Map.of(), List.of());
        try (Server server = Server.start(settings, Backend.MAILDIR, Ports.ANY_FREE, Clock.systemUTC())) {
            assertThat(server.port("imap")).isPositive();
            talk.hold();
        }
    }

    /** A report to somebody elsewhere waits, for there is no smarthost. */
    private String bounce(String sender) throws IOException {
        assertThat(run(
                        "Subject: hello\n\nhi\n",
                        "deliver",
                        "-f",
                        sender,
                        "-r",
                        "alice@localhost",
                        "-r",
                        "full@localhost"))
                .as(err())
                .isZero();
        return row(list(), "to", sender).path("id").asText();
    }

    /** The row of a table whose column has that value. */
    private static JsonNode row(JsonNode rows, String column, String value) {
        for (JsonNode row : rows) {
            if (row.path(column).asText().equals(value)) {
                return row;
            }
        }
        throw new AssertionError("no row with " + column + " " + value + " in " + rows);
    }

    private JsonNode list() throws IOException {
        assertThat(run("", "queue", "list", "--json")).isZero();
        return new ObjectMapper().readTree(out());
    }

    @ParameterizedTest
    @EnumSource
    void whatWaitsIsSeenTriedAndRemoved(Served served) throws Exception {
        with(served, () -> {
            assertThat(list()).isEmpty();
            String first = bounce("ann@example.com");
            String second = bounce("bea@example.com");
            assertThat(run("", "queue", "list")).isZero();
            assertThat(out()).startsWith("id ").contains("report", "<>", "ann@example.com", "bea@example.com");
            assertThat(run("", "queue", "show", first, "--json")).isZero();
            assertThat(out()).contains("\"to\":\"ann@example.com\"", "\"subject\":\"Undelivered mail returned");

            assertThat(run("", "queue", "flush", first)).isZero();
            assertThat(out()).startsWith("1 ");
            assertThat(run("", "queue", "flush")).isZero();
            assertThat(out()).isEqualTo(served == Served.BY_NONE ? "2 tried; 2 left\n" : "2 being tried now\n");
            if (served == Served.BY_A_SERVER) {
                Awaitility.await()
                        .untilAsserted(() -> assertThat(
                                        row(list(), "id", first).path("answer").asText())
                                .isEqualTo("no bounce.smarthost is configured"));
            }

            assertThat(run("", "queue", "remove", first)).isZero();
            assertThat(out()).isEqualTo("removed " + first + " to ann@example.com; nobody is told\n");
            assertThat(list()).hasSize(1);
            assertThat(row(list(), "id", second).path("size").asLong()).isPositive();
            for (String command : List.of("show", "flush", "remove")) {
                assertThat(run("", "queue", command, first)).isEqualTo(1);
                assertThat(err()).isEqualTo("there is no message " + first + " in the queue\n");
            }
        });
    }

    private int run(String in, String... args) {
        out.reset();
        err.reset();
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of("POSTERN_CONFIG", config.toString()),
                Optional.empty());
        return Postern.commandLine(terminal).execute(args);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
