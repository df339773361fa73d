package org.postern.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.postern.auth.DirectoryException;
import org.postern.auth.MailAddress;
import org.postern.auth.Secret;
import org.postern.auth.StoredPassword;
import org.postern.boot.Ports;
import org.postern.boot.Server;
import org.postern.boot.ServerProcess;
import org.postern.config.ConfigException;
import org.postern.config.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/**
 * {@code postern prepare}: a server of its own with sample mail, which clients of its own use for a second. The launcher has
 * the JVM keep the classes that are loaded meanwhile ({@code lib/postern.jsa}).
 */
@Command(
        name = "prepare",
        description =
                "Makes starts quicker: keeps the classes of a server as this JVM has them in memory, in lib/postern.jsa.")
final class PrepareCommand implements Callable<Integer> {
    private static final String PASSWORD = "rehearsal";

    private final Terminal terminal;

    PrepareCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws ConfigException, IOException, InterruptedException {
        Path home = Files.createTempDirectory("postern-prepare-").toAbsolutePath();
        try {
            Settings settings = new ConfigOptions()
                    .readAround(List.of(
                            "hostname=localhost",
                            "default-domain=localhost",
                            "data-dir=" + home,
                            "bind=127.0.0.1",
                            "log.level=warn"));
            ServerProcess process = new ServerProcess(() -> settings, terminal.environment(), Ports.ANY_FREE);
            process.run(server -> {
                rehearse(server);
                process.stop();
            });
            return ExitCode.OK;
        } finally {
            DemoCommand.remove(home);
        }
    }

    /** What the server's clients do; fails when one of them is refused something. */
    static void rehearse(Server server) throws IOException {
        StoredPassword stored = server.core().passwords().hash(Secret.of(PASSWORD));
        try {
            for (String address : List.of("alice@localhost", "bob@localhost")) {
                server.core().users().add(MailAddress.parse(address), stored, Map.of());
            }
        } catch (DirectoryException e) {
            throw new IOException(e.getMessage(), e);
        }
        new DemoMail(server.port("lmtp"), Instant.now()).sendUnlessThere(server.core());
        Rehearsal.imap(server.port("imap"), "alice@localhost", PASSWORD);
        Rehearsal.pop3(server.port("pop3"), "bob@localhost", PASSWORD);
    }
}
