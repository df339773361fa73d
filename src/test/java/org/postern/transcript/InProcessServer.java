package org.postern.transcript;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.postern.boot.Backend;
import org.postern.boot.Ports;
import org.postern.boot.Server;
import org.postern.config.ConfigException;
import org.postern.config.ConfigReader;
import org.postern.config.Settings;
import org.postern.store.Arrival;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.Spool;
import org.postern.store.SpooledMessage;
import org.postern.store.StoreException;
import org.postern.store.UserName;

/** The whole server as boot wires it, on free ports of the loopback, with its accounts in a user file. */
final class InProcessServer implements TranscriptServer {
    /** The option of an account that administers. */
    private static final String ADMIN = "admin";

    private final Server server;

    private InProcessServer(Server server) {
        this.server = server;
    }

    /** Starts a server; {@code keys} are configuration keys. */
    static InProcessServer start(Backend backend, Map<String, String> keys, List<Account> accounts, Path directory)
            throws IOException {
        Path users = directory.resolve("users");
        Files.writeString(users, accounts.stream().map(InProcessServer::line).collect(Collectors.joining()));
        List<String> sets = new ArrayList<>(List.of(
                "data-dir=" + directory.resolve("data"),
                "auth.file=" + users,
                "hostname=mail.postern.example",
                "bind=127.0.0.1",
                "smtp.port=25",
                "limits.connections-per-address=1000"));
        String admins = accounts.stream()
                .filter(account -> account.options().containsKey(ADMIN))
                .map(Account::address)
                .collect(Collectors.joining(", "));
        if (!admins.isEmpty()) {
            sets.add("auth.admins=" + admins);
        }
        keys.forEach((key, value) -> sets.add(key + "=" + value));
        try {
            Settings settings = new ConfigReader().read(Optional.empty(), Map.of(), sets);
            return new InProcessServer(Server.start(settings, backend, Ports.ANY_FREE, Clock.systemUTC()));
        } catch (ConfigException e) {
            throw new IOException(e);
        }
    }

    private static String line(Account account) {
        String options = account.options().entrySet().stream()
                .filter(o -> !o.getKey().equals(ADMIN))
                .map(o -> o.getKey() + "=" + o.getValue())
                .collect(Collectors.joining(" "));
        return account.address() + ":{PLAIN}" + Conversation.PASSWORD + "::::::" + options + "\n";
    }

    @Override
    public InetSocketAddress at(Protocol protocol, Transport transport) {
        String name = protocol.name().toLowerCase(Locale.ROOT) + (transport == Transport.TLS ? "s" : "");
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port(name));
    }

    @Override
    public void append(String address, String mailbox, Fixtures.Message message) throws IOException {
        try (Spool spool = server.core().store().spool()) {
            spool.write(ByteBuffer.wrap(message.octets().getBytes(StandardCharsets.ISO_8859_1)));
            try (SpooledMessage sealed = spool.seal();
                    Mailbox box =
                            server.core().store().open(UserName.of(address)).open(MailboxName.of(mailbox))) {
                box.append(List.of(new Arrival(sealed, Flags.NONE, message.received())));
            }
        } catch (StoreException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
