package org.postern.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.postern.auth.DirectoryException;
import org.postern.auth.MailAddress;
import org.postern.auth.Secret;
import org.postern.auth.StoredPassword;
import org.postern.boot.Server;
import org.postern.boot.ServerProcess;
import org.postern.config.ConfigException;
import org.postern.config.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code postern demo}: a whole server with two accounts and some mail, on loopback, needing no configuration. */
@Command(name = "demo", description = "Runs a server of its own, with two accounts and some mail, to play with.")
final class DemoCommand implements Callable<Integer> {
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int PASSWORD_LENGTH = 16;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where it lives; default: a temporary directory, removed at exit.")
    private Optional<Path> directory = Optional.empty();

    @Option(
            names = "--port-base",
            paramLabel = "N",
            defaultValue = "1100",
            description = "Ports are N+43, N+93, N+10, N+95 and N+24; default: ${DEFAULT-VALUE}.")
    private int portBase;

    @Mixin
    private final ConfigOptions options = new ConfigOptions();

    private final Terminal terminal;
    private final SecureRandom random = new SecureRandom();

    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws ConfigException, UsageException, IOException, InterruptedException {
        Path home = directory.isPresent()
                ? directory.get().toAbsolutePath()
                : Files.createTempDirectory("postern-demo-").toAbsolutePath();
        try {
            Settings settings = settings(home);
            new ServerProcess(() -> settings, terminal.environment()).run(this::introduce);
            return ExitCode.OK;
        } finally {
            if (directory.isEmpty()) {
                remove(home);
            }
        }
    }

    private Settings settings(Path home) throws ConfigException, UsageException {
        Settings settings = options.readAround(List.of(
                "hostname=localhost",
                "default-domain=localhost",
                "data-dir=" + home,
                "bind=127.0.0.1",
                "imap.port=" + (portBase + 43),
                "imap.tls-port=" + (portBase + 93),
                "pop3.port=" + (portBase + 10),
                "pop3.tls-port=" + (portBase + 95),
                "lmtp.port=" + (portBase + 24),
                "auth.admins=alice@localhost",
                "log.level=warn"));
        Settings.Imap imap = settings.imap();
        Settings.Pop3 pop3 = settings.pop3();
        if (!Stream.of(
                        imap.port(),
                        imap.tlsPort(),
                        pop3.port(),
                        pop3.tlsPort(),
                        settings.lmtp().port())
                .allMatch(OptionalInt::isPresent)) {
            throw new UsageException("the demo shows each listener: its port may be another one, but not 0");
        }
        return settings;
    }

    private void introduce(Server server) throws IOException {
        String alice = account(server, "alice@localhost");
        String bob = account(server, "bob@localhost");
        new DemoMail(server.port("lmtp"), Instant.now()).sendUnlessThere(server.core());
        terminal.out().print(words(server, alice, bob));
        terminal.out().println("ready");
        terminal.out().flush();
    }

    private String words(Server server, String alice, String bob) {
        return """

                Postern demo in %1$s%2$s

                  alice@localhost   password: %3$s
                  bob@localhost     password: %4$s

                  IMAP   127.0.0.1:%5$d  (STARTTLS)      IMAP over TLS   127.0.0.1:%6$d
                  POP3   127.0.0.1:%7$d  (STLS)          POP3 over TLS   127.0.0.1:%8$d
                  LMTP   127.0.0.1:%9$d

                Read mail:
                  curl -u alice@localhost:%3$s imap://127.0.0.1:%5$d/INBOX -X 'FETCH 1:* (ENVELOPE)'
                  curl -k -u bob@localhost:%4$s pop3s://127.0.0.1:%8$d/1
                Send some:
                  swaks --protocol LMTP --server 127.0.0.1:%9$d --to alice@localhost

                Ctrl-C stops it.
                """.formatted(
                        server.core().settings().dataDir(),
                        directory.isEmpty() ? " (removed at exit)" : "",
                        alice,
                        bob,
                        server.port("imap"),
                        server.port("imaps"),
                        server.port("pop3"),
                        server.port("pop3s"),
                        server.port("lmtp"));
    }

    /** The account, old or new, with a new password. */
    private String account(Server server, String text) throws IOException {
        MailAddress address = MailAddress.parse(text);
        String password = password();
        StoredPassword stored = server.core().passwords().hash(Secret.of(password));
        try {
            if (server.core().users().find(address).isPresent()) {
                server.core().users().setPassword(address, stored);
            } else {
                server.core().users().add(address, stored, Map.of());
            }
            return password;
        } catch (DirectoryException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private String password() {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < PASSWORD_LENGTH; i++) {
            password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return password.toString();
    }

    static void remove(Path home) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(home)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}
