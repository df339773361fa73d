package org.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What log.level and log.format do in a process of its own: logback is configured once a process. */
@Timeout(300)
class LogFormatTest {
    @TempDir
    Path dir;

    @Test
    void jsonIsOneObjectALine() throws Exception {
        List<String> lines = serve("log.format=json");
        assertThat(lines)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).startsWith("{").endsWith("}"));
        assertThat(lines).anySatisfy(line -> assertThat(line).contains("server-started"));
    }

    @Test
    void theLevelCounts() throws Exception {
        assertThat(serve("log.level=debug")).anySatisfy(line -> assertThat(line).contains(" DEBUG "));
    }

    /** What a server says on standard error from start to stop. */
    private List<String> serve(String setting) throws IOException, InterruptedException {
        Path err = dir.resolve("err");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile="
                        + Path.of("config", "logback.xml").toAbsolutePath(),
                "-cp",
                System.getProperty("java.class.path"),
                Postern.class.getName(),
                "serve"));
        for (String set : List.of(
                setting,
                "data-dir=" + dir.resolve("data"),
                "imap.port=0",
                "imap.tls-port=0",
                "pop3.port=0",
                "pop3.tls-port=0",
                "lmtp.port=0",
                "lmtp.socket=" + dir.resolve("lmtp"))) {
            command.addAll(List.of("--set", set));
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("POSTERN_"));
        Process process = builder.start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.readLine()).isEqualTo("ready");
            process.destroy();
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readAllLines(err);
    }
}
