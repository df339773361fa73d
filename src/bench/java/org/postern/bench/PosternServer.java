package org.postern.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The packaged Postern with default settings, but for limits that would keep a load generator out. */
final class PosternServer implements Server {
    private static final String CONFIGURATION = """
            hostname = "bench.test"
            data-dir = "%s"
            bind = ["127.0.0.1"]
            [imap]
            port = %d
            tls-port = 0
            [pop3]
            port = %d
            tls-port = 0
            [lmtp]
            port = %d
            [quota]
            default = "unlimited"
            [limits]
            connections-per-user = 10000
            connections-per-address = 20000
            """;

    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    private final Path data;
    private final int firstPort;
    private final ServerProcess process;

    PosternServer(Path home, Path work, int firstPort) throws IOException {
        this.data = Files.createDirectories(work.resolve("data"));
        this.firstPort = firstPort;
        Path config = work.resolve("postern.toml");
        Files.writeString(config, CONFIGURATION.formatted(data, imapPort(), pop3Port(), lmtpPort()));
        Files.writeString(
                data.resolve("users"),
                IntStream.range(0, USERS)
                        .mapToObj(i -> Server.user(i) + ":{PLAIN}" + PASSWORD + "\n")
                        .collect(Collectors.joining()));
        String program = home.resolve("bin/postern").toString();
        this.process =
                new ServerProcess(List.of(program, "serve", "-c", config.toString()), work.resolve("server.log"));
    }

    @Override
    public String name() {
        return "Postern";
    }

    @Override
    public int firstPort() {
        return firstPort;
    }

    @Override
    public ServerProcess process() {
        return process;
    }

    @Override
    public double liveHeap() throws IOException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        String pid = Long.toString(pid());
        Processes.run(jcmd, pid, "GC.run");
        Matcher used = USED.matcher(Processes.run(jcmd, pid, "GC.heap_info"));
        if (!used.find()) {
            throw new IOException("jcmd does not say what is used");
        }
        return Double.parseDouble(used.group(1));
    }

    @Override
    public Optional<Maildir> maildir(String user) {
        String local = user.substring(0, user.indexOf('@'));
        Path home = data.resolve("mail").resolve(DOMAIN).resolve(local);
        return Optional.of(new Maildir(home, home, LineEnd.CRLF, Optional.empty()));
    }
}
