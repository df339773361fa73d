package org.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.boot.Backend;
import org.postern.boot.Ports;
import org.postern.boot.Server;
import org.postern.config.ConfigReader;
import org.postern.config.Settings;
import org.postern.store.Account;
import org.postern.store.MailboxName;
import org.postern.store.UserName;

final class PrepareCommandTest {
    @TempDir
    private Path data;

    private Server start() throws Exception {
        Settings settings = new ConfigReader(() -> "localhost")
                .read(
                        Optional.empty(),
                        Map.of(),
                        List.of("default-domain=localhost", "data-dir=" + data, "bind=127.0.0.1"));
        return Server.start(settings, Backend.MAILDIR, Ports.ANY_FREE, Clock.systemUTC());
    }

    @Test
    void everythingThatIsRehearsedIsDone() throws Exception {
        try (Server server = start()) {
            PrepareCommand.rehearse(server);
            Account alice = server.core().store().open(UserName.of("alice@localhost"));
            assertThat(alice.status(new MailboxName("Rehearsed")).messages()).isEqualTo(3);
            assertThat(alice.held().list()).hasSize(1);
        }
    }

    @Test
    void aRefusalIsAnError() throws Exception {
        try (Server server = start()) {
            assertThatThrownBy(() -> Rehearsal.imap(server.port("imap"), "nobody@localhost", "secret"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("a NO");
        }
    }
}
