package org.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.postern.boot.Backend;
import org.postern.boot.Ports;
import org.postern.boot.Server;
import org.postern.config.ConfigReader;
import org.postern.config.Settings;

/** Commands in this process, over an installation of their own: what is typed, and what the last command said. */
abstract class CommandTest {
    /** Who does what a command asks for. */
    enum Served {
        BY_A_SERVER,
        BY_NONE
    }

    interface Talk {
        void hold() throws Exception;
    }

    @TempDir
    Path dir;

    final Map<String, String> environment = new HashMap<>();
    Path config = Path.of("");
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void configure() throws Exception {
        config = Files.writeString(
                dir.resolve("postern.toml"), "data-dir = \"" + dir.resolve("data") + "\"\nbind = [\"127.0.0.1\"]\n");
        environment.put("POSTERN_CONFIG", config.toString());
    }

    final void with(Served served, Talk talk) throws Exception {
        if (served == Served.BY_NONE) {
            talk.hold();
            return;
        }
        try (Server server = server(Clock.systemUTC())) {
            assertThat(server.port("imap")).isPositive();
            talk.hold();
        }
    }

    final Server server(Clock clock) throws Exception {
        Settings settings = new ConfigReader(() -> "mx.example").read(Optional.of(config), Map.of(), List.of());
        return Server.start(settings, Backend.MAILDIR, Ports.ANY_FREE, clock);
    }

    final void addUser(String address, String... options) {
        List<String> words = new ArrayList<>(List.of("user", "add", address, "--password-stdin"));
        words.addAll(List.of(options));
        assertThat(run("x\n", words.toArray(String[]::new))).as(err()).isZero();
    }

    /** The status with which the command ends. */
    final int run(String in, String... args) {
        out.reset();
        err.reset();
        return Postern.run(terminal(in), args);
    }

    final Terminal terminal(String in) {
        return new Terminal(
                new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                Optional.empty());
    }

    final String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    final String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
