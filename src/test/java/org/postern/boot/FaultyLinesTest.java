package org.postern.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
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
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.boot.ControlResponse.Status;
import org.postern.config.ConfigReader;
import org.postern.config.Settings;
import org.postern.delivery.Address;
import org.postern.delivery.Outcome;
import org.postern.quota.QuotaLimits;
import org.postern.store.UserName;
import org.slf4j.LoggerFactory;

/** Lines of the user file and the domain file that are wrong: what a server tells of them, and that they lose no mail. */
final class FaultyLinesTest {
    private static final Clock CLOCK = Clock.system(ZoneOffset.UTC);

    @TempDir
    private Path dir;

    private final ListAppender<ILoggingEvent> said = new ListAppender<>();
    private final Logger log = (Logger) LoggerFactory.getLogger("org.postern.boot.Core");
    private Path users;
    private Settings settings;
    private Server server;

    @BeforeEach
    void start() throws Exception {
        Path data = Files.createDirectories(dir.resolve("data"));
        users = data.resolve("users");
        Files.writeString(users, "alice@a.example:{PLAIN}x::::::quota=1Gb\nbob@b.example:{PLAIN}x\n");
        Files.writeString(data.resolve("domains"), "b.example quota=much\nc.example expire=x\n");
        settings = new ConfigReader(() -> "mx.example")
                .read(Optional.empty(), Map.of(), List.of("data-dir=" + data, "bind=127.0.0.1"));
        said.start();
        log.addAppender(said);
        server = Server.start(settings, Backend.MEMORY, Ports.ANY_FREE, CLOCK);
    }

    @AfterEach
    void stop() throws IOException {
        log.detachAppender(said);
        server.close();
    }

    private ControlResponse run(String operation, List<String> words, Map<String, String> options) throws IOException {
        return new ControlClient(settings, CLOCK)
                .run(new ControlRequest(operation, words, options), InputStream.nullInputStream());
    }

    private Outcome expected(String address) {
        return server.core().delivery().expect(Address.parse(address), OptionalLong.empty());
    }

    private long told(String sentence) {
        return List.copyOf(said.list).stream()
                .filter(event -> event.getFormattedMessage().contains(sentence))
                .count();
    }

    @Test
    void theyAreToldAtTheStartAndByEveryReload() {
        await().until(() -> told(dir + "/data/domains:2: expire: ") == 1);
        assertThat(told(dir + "/data/users:1: quota is not a limit")).isEqualTo(1);
        assertThat(told(dir + "/data/domains:1: quota is not a limit")).isEqualTo(1);

        server.reload(settings);
        await().until(() -> told(dir + "/data/domains:2: expire: ") == 2);
        assertThat(told(dir + "/data/users:1: quota is not a limit")).isEqualTo(2);
    }

    @Test
    void mailWaitsUntilTheLineIsRight() throws Exception {
        assertThat(expected("alice@a.example")).isEqualTo(Outcome.TRY_AGAIN);
        assertThat(expected("bob@b.example"))
                .as("a wrong quota of his domain is none")
                .isEqualTo(Outcome.RECIPIENT_OK);
        assertThat(expected("nobody@c.example")).isEqualTo(Outcome.UNKNOWN_USER);
        assertThat(run("user.list", List.of(), Map.of()).message()).contains("alice@a.example");
        assertThat(run("user.show", List.of("alice@a.example"), Map.of()).message())
                .startsWith(users + ":1: quota ");
        assertThat(run("user.add", List.of("alice@a.example"), Map.of("password", "x"))
                        .status())
                .isEqualTo(Status.FAILED);

        assertThat(run("quota.set", List.of("alice@a.example"), Map.of("quota", "1G"))
                        .status())
                .isEqualTo(Status.DONE);
        assertThat(expected("alice@a.example")).isEqualTo(Outcome.RECIPIENT_OK);
        assertThat(Files.readString(users, StandardCharsets.UTF_8))
                .startsWith("alice@a.example:{PLAIN}x::::::quota=1G\n");
    }

    /** Lines of others, or of the domain, do not make a failure of what was done. */
    @Test
    void commandsThatDidTheirWorkSaySo() throws Exception {
        assertThat(run("user.add", List.of("carl@b.example"), Map.of("password", "x")))
                .extracting(ControlResponse::status, ControlResponse::message)
                .containsExactly(Status.DONE, "added carl@b.example");
        assertThat(run("quota.set", List.of("bob@b.example"), Map.of("quota", "1G"))
                        .status())
                .isEqualTo(Status.DONE);
        assertThat(run("mailbox.acl.set", List.of("bob@b.example", "INBOX", "alice@a.example", "lr"), Map.of()))
                .extracting(ControlResponse::status, ControlResponse::message)
                .containsExactly(Status.DONE, "alice@a.example has lr in INBOX");
        assertThat(run("quota.show", List.of("c.example"), Map.of()).status()).isEqualTo(Status.DONE);
    }

    @Test
    void limitsOfWrongLinesAndOfFilesThatAreAwayAreUnknown() throws Exception {
        Core core = server.core();
        QuotaLimits limits = new DirectoryQuotas(core.users(), core.domains(), core::settings);
        assertThat(limits.areKnown(UserName.of("alice@a.example"))).isFalse();
        assertThat(limits.areKnown(UserName.of("bob@b.example"))).isFalse();
        assertThat(limits.areKnown(UserName.of("dora@d.example"))).isTrue();
        assertThat(limits.edition()).isPresent();
        Files.delete(users);
        await().until(() -> limits.edition().isEmpty());
        assertThat(limits.areKnown(UserName.of("dora@d.example"))).isFalse();
        assertThat(limits.of(UserName.of("dora@d.example")).isNone())
                .as("mail is let in")
                .isTrue();
    }
}
