package org.postern.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
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

/** A user whose limit becomes another one, by every way there is, in a running server: he is told, once. */
final class LimitsChangedTest {
    private static final Clock CLOCK = Clock.system(ZoneOffset.UTC);
    private static final String ALICE = "alice@localhost";

    @TempDir
    private Path dir;

    private Settings settings;
    private Server server;

    @BeforeEach
    void start() throws Exception {
        settings = settings("100K");
        server = Server.start(settings, Backend.MEMORY, Ports.ANY_FREE, CLOCK);
        run("user.add", List.of(ALICE), Map.of("password", "x"), "");
        assertThat(run("deliver", List.of(ALICE), Map.of("sender", ""), "Subject: 9\n\n" + "x".repeat(9000) + "\n")
                        .status())
                .isEqualTo(Status.DONE);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private Settings settings(String quota) throws ConfigException {
        List<String> sets = List.of(
                "data-dir=" + dir.resolve("data"), "bind=127.0.0.1", "quota.default=" + quota, "quota.warn-at=80");
        return new ConfigReader(() -> "mx.example").read(Optional.empty(), Map.of(), sets);
    }

    private ControlResponse run(String operation, List<String> words, Map<String, String> options, String body)
            throws IOException {
        InputStream in = new ByteArrayInputStream(body.getBytes(StandardCharsets.US_ASCII));
        return new ControlClient(settings, CLOCK).run(new ControlRequest(operation, words, options), in);
    }

    private long messages() throws Exception {
        return server.core()
                .store()
                .open(UserName.of(ALICE))
                .status(MailboxName.INBOX)
                .messages();
    }

    @Test
    void byTheCommandAtOnceAndOnce() throws Exception {
        run("quota.set", List.of(ALICE), Map.of("quota", "10K"), "");
        assertThat(messages()).as("with a warning").isEqualTo(2);
        run("quota.set", List.of(ALICE), Map.of("quota", "10K", "messages", "1000"), "");
        server.core().noticeLimits();
        assertThat(messages()).isEqualTo(2);
    }

    @Test
    void aMailboxThatWasFullIsToldOfItsRoom() throws Exception {
        run("quota.set", List.of(ALICE), Map.of("quota", "9K"), "");
        assertThat(run("deliver", List.of(ALICE), Map.of("sender", ""), "Subject: 1\n\nx\n")
                        .status())
                .isEqualTo(Status.FULL);
        assertThat(messages()).isEqualTo(2);
        run("quota.set", List.of(ALICE), Map.of("quota", "1M"), "");
        assertThat(messages()).as("with the all-clear").isEqualTo(3);
    }

    /** Mail in memory has no ledger; what can be said is said. */
    @Test
    void theMailboxIsExplained() throws Exception {
        assertThat(run("quota.explain", List.of(ALICE), Map.of(), "").rows())
                .extracting(row -> row.get("about") + " " + row.get("what"))
                .contains("use all folders", "limit storage", "folder INBOX", "message INBOX uid 1")
                .endsWith("growth not known");
    }

    @Test
    void byTheDomain() throws Exception {
        run("domain.add", List.of("localhost"), Map.of("quota", "1M"), "");
        run("quota.set", List.of(ALICE), Map.of("quota", "unlimited"), "");
        assertThat(messages()).isEqualTo(1);
        server.core().noticeLimits();
        run("domain.set", List.of("localhost"), Map.of("quota", "10K"), "");
        server.core().noticeLimits();
        await().until(() -> messages() == 2);
    }

    @Test
    void byHandInTheFile() throws Exception {
        writeLimitByHand();
        await().until(() -> messages() == 2);
    }

    @Test
    void byHandAsSoonAsTheServerHasStarted() throws Exception {
        server.close();
        server = Server.start(settings("1M"), Backend.MAILDIR, Ports.ANY_FREE, CLOCK);
        run("deliver", List.of(ALICE), Map.of("sender", ""), "Subject: 9\n\n" + "x".repeat(9000) + "\n");
        server.close();
        server = Server.start(settings("1M"), Backend.MAILDIR, Ports.ANY_FREE, CLOCK);
        writeLimitByHand();
        await().until(() -> messages() == 2);
    }

    private void writeLimitByHand() throws IOException {
        Path users = dir.resolve("data/users");
        Files.writeString(users, Files.readString(users).strip() + " quota=10K\n");
    }

    @Test
    void byAnotherConfiguration() throws Exception {
        server.reload(settings("10K"));
        await().until(() -> messages() == 2);
    }
}
