package org.postern.pop3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postern.audit.Audit;
import org.postern.auth.Authenticator;
import org.postern.auth.MailAddress;
import org.postern.auth.Passwords;
import org.postern.auth.PlaintextPolicy;
import org.postern.auth.StoredPassword;
import org.postern.auth.Throttle;
import org.postern.auth.User;
import org.postern.auth.UserDirectory;
import org.postern.auth.VerifiedLogins;
import org.postern.net.AddressRanges;
import org.postern.net.ConnectionCounts;
import org.postern.net.ListenerSpec;
import org.postern.net.Listeners;
import org.postern.net.NetSettings;
import org.postern.net.TlsMode;
import org.postern.store.Arrival;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.MailboxSnapshot;
import org.postern.store.Spool;
import org.postern.store.SpooledMessage;
import org.postern.store.StoreException;
import org.postern.store.SystemFlag;
import org.postern.store.UidSet;
import org.postern.store.UserName;
import org.postern.store.memory.MemoryStore;

/** Whole conversations over a socket, with the memory store behind them. */
class Pop3SessionTest {
    private static final UserName ALICE = UserName.of("alice@example.org");
    private static final User USER =
            new User(MailAddress.parse(ALICE.address()), new StoredPassword("{PLAIN} the secret "), Map.of());
    private static final User JOERG =
            new User(MailAddress.parse("j\u00f6rg@example.org"), new StoredPassword("{PLAIN}Schl\u00fcssel"), Map.of());
    private static final String RIGHT = "USER alice\r\nPASS  the secret \r\n";

    private volatile Instant now = Instant.parse("2026-11-23T12:00:00Z");
    private volatile MaildropPolicy policy = MaildropPolicy.DEFAULT;
    private final MemoryStore store = new MemoryStore(InstantSource.system());
    private final ConnectionCounts counts = new ConnectionCounts(NetSettings.DEFAULT.limits());
    private final Listeners listeners = new Listeners(NetSettings.DEFAULT, counts, Optional.empty(), new Audit());

    @BeforeEach
    void listen() throws IOException {
        SecureRandom random = new SecureRandom();
        Throttle.Pace pace = new Throttle.Pace(
                Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofSeconds(1), 10, Throttle.Loopback.WAITS);
        Authenticator authenticator = new Authenticator(
                new TwoUsers(),
                new Passwords(random),
                new VerifiedLogins(random),
                new Throttle(pace, InstantSource.system()),
                Optional.of("example.org"));
        Pop3Services services = new Pop3Services(
                new Maildrops(store, new OnePolicy(() -> policy), new Audit(), () -> now),
                authenticator,
                LoginNames.LoginName::of,
                PlaintextPolicy.ONLY_WITH_TLS,
                counts,
                new Audit(),
                "Postern test");
        Pop3Sessions sessions = new Pop3Sessions(services, Pop3Limits.DEFAULT, "pop3");
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        ListenerSpec pop3 = new ListenerSpec("pop3", any, TlsMode.PLAIN, sessions);
        ListenerSpec far = new ListenerSpec("far", any, TlsMode.PLAIN, sessions);
        listeners.start(List.of(pop3, far.behind(AddressRanges.parse(List.of("127.0.0.0/8", "::1")))));
    }

    @AfterEach
    void stop() {
        listeners.close();
        store.close();
    }

    private Client client() throws IOException {
        Client client = new Client(listeners.port("pop3"));
        assertThat(client.line()).startsWith("+OK");
        return client;
    }

    private Client loggedIn() throws IOException {
        Client client = client();
        client.send(RIGHT);
        assertThat(client.line()).startsWith("+OK");
        assertThat(client.line()).startsWith("+OK");
        return client;
    }

    private void deliver(String... messages) throws StoreException {
        try (Mailbox inbox = store.open(ALICE).open(MailboxName.INBOX)) {
            for (String message : messages) {
                try (Spool spool = store.spool()) {
                    spool.write(ByteBuffer.wrap(message.getBytes(StandardCharsets.ISO_8859_1)));
                    try (SpooledMessage sealed = spool.seal()) {
                        inbox.append(List.of(new Arrival(sealed, Flags.NONE, Instant.EPOCH)));
                    }
                }
            }
        }
    }

    private MailboxSnapshot inbox() throws StoreException {
        try (Mailbox inbox = store.open(ALICE).open(MailboxName.INBOX)) {
            return inbox.refresh();
        }
    }

    @Test
    void whatMakesNoSenseBeforeTheLoginEndsTheConnectionAtTheTenthTime() throws IOException {
        for (String nonsense : List.of("", "HELO", ":", "STAT", "RETR x", "x".repeat(9000), "\0\u00ff", "USER")) {
            try (Client client = client()) {
                client.send((nonsense + "\r\n").repeat(20));
                List<String> lines = client.rest();
                assertThat(lines).as("after %.20s", nonsense).hasSize(10).allMatch(l -> l.startsWith("-ERR"));
            }
        }
    }

    @Test
    void aWrongPasswordSaysNoMoreThanAnUnknownUser() throws IOException {
        try (Client client = client()) {
            client.send("USER alice\r\nPASS the secret\r\nUSER nobody\r\nPASS the secret\r\n");
            assertThat(client.line()).startsWith("+OK");
            String wrong = client.line();
            assertThat(wrong).startsWith("-ERR [AUTH]");
            assertThat(client.line()).startsWith("+OK");
            assertThat(client.line()).isEqualTo(wrong);
        }
    }

    @Test
    void passwordsInTheClearAreNotTakenFromAfar() throws IOException {
        try (Client far = new Client(listeners.port("far"))) {
            far.send("PROXY TCP4 192.0.2.1 198.51.100.1 4711 110\r\nCAPA\r\nUSER alice\r\nAUTH PLAIN\r\n");
            assertThat(far.line()).startsWith("+OK");
            assertThat(far.list()).doesNotContain("USER").noneMatch(l -> l.startsWith("SASL") || l.equals("STLS"));
            assertThat(far.line()).startsWith("-ERR").doesNotContain("[AUTH]");
            assertThat(far.line()).startsWith("-ERR");
        }
    }

    @Test
    void namesAndPasswordsAreUtf8() throws IOException {
        try (Client client = client()) {
            client.send("USER j\u00c3\u00b6rg\r\nPASS Schl\u00c3\u00bcssel\r\n");
            assertThat(client.line()).startsWith("+OK");
            assertThat(client.line()).startsWith("+OK");
        }
        try (Client client = client()) {
            client.send("USER j\u00f6rg\r\nUSER j\u00c3\u00b6rg\r\nPASS Schl\u00fcssel\r\nPASS \u00c0\u00af\r\n");
            assertThat(client.line()).isEqualTo("-ERR Not UTF-8");
            assertThat(client.line()).startsWith("+OK");
            assertThat(client.line()).isEqualTo("-ERR Not UTF-8");
            assertThat(client.line()).as("overlong").isEqualTo("-ERR Not UTF-8");
        }
    }

    @Test
    void saslPlainWithAndWithoutAnInitialResponse() throws IOException {
        String response =
                Base64.getEncoder().encodeToString("\0alice\0 the secret ".getBytes(StandardCharsets.US_ASCII));
        try (Client client = client()) {
            client.send("AUTH PLAIN\r\n*\r\nAUTH PLAIN\r\n!!!\r\nAUTH PLAIN AGEAYg==\r\nAUTH NTLM\r\nAUTH PLAIN =\r\n");
            assertThat(client.line()).isEqualTo("+ ");
            assertThat(client.line()).startsWith("-ERR");
            assertThat(client.line()).isEqualTo("+ ");
            assertThat(client.line()).startsWith("-ERR");
            assertThat(client.line()).startsWith("-ERR [AUTH]");
            assertThat(client.line()).startsWith("-ERR");
            assertThat(client.line()).startsWith("-ERR");
            client.send("AUTH PLAIN\r\n" + "A".repeat(9000) + "\r\nCAPA\r\n");
            assertThat(client.line()).isEqualTo("+ ");
            assertThat(client.line()).as("too long").startsWith("-ERR");
            assertThat(client.list()).as("the exchange is over").contains("RESP-CODES");
            client.send("AUTH PLAIN\r\n" + response + "\r\nQUIT\r\n");
            assertThat(client.line()).isEqualTo("+ ");
            assertThat(client.rest()).hasSize(2).allMatch(l -> l.startsWith("+OK"));
        }
        try (Client client = client()) {
            client.send("auth plain " + response + "\r\n");
            assertThat(client.line()).startsWith("+OK");
        }
    }

    @Test
    void capabilitiesBeforeAndAfterTheLogin() throws IOException {
        try (Client client = client()) {
            List<String> always = List.of("TOP", "UIDL", "RESP-CODES", "AUTH-RESP-CODE", "PIPELINING", "USER");
            assertThat(client.send("CAPA\r\n").list())
                    .containsAll(always)
                    .anyMatch(l -> l.startsWith("SASL PLAIN"))
                    .noneMatch(l -> l.startsWith("IMPLEMENTATION") || l.equals("STLS"));
            client.send(RIGHT + "CAPA\r\n");
            client.line();
            client.line();
            assertThat(client.list()).contains("IMPLEMENTATION Postern test");
        }
    }

    @Test
    void aUserComesBackAfterTheLoginDelay() throws Exception {
        policy = MaildropPolicy.DEFAULT.withLoginDelay(Duration.ofMinutes(5));
        try (Client client = client()) {
            assertThat(client.send("CAPA\r\n").list()).contains("LOGIN-DELAY 300", "EXPIRE NEVER");
        }
        loggedIn().close();
        await().until(() -> listeners.sessions() == 0);
        now = now.plus(Duration.ofSeconds(299));
        try (Client client = client()) {
            client.send(RIGHT + "USER alice\r\nPASS wrong\r\n");
            client.line();
            assertThat(client.line()).startsWith("-ERR [LOGIN-DELAY] ");
            client.line();
            assertThat(client.line()).as("told to whom knows the password").startsWith("-ERR [AUTH] ");
        }
        now = now.plus(Duration.ofSeconds(1));
        loggedIn().close();
    }

    @Test
    void whatWasRetrievedExpiresAndNothingElse() throws Exception {
        policy = MaildropPolicy.DEFAULT.withExpire(Period.ofDays(14));
        deliver("A: 1\r\n\r\none\r\n", "A: 2\r\n\r\ntwo\r\n", "A: 3\r\n\r\nthree\r\n", "A: 4\r\n\r\nfour\r\n");
        try (Client client = loggedIn()) {
            assertThat(client.send("CAPA\r\n").list()).contains("EXPIRE 14");
            client.send("RETR 2\r\nTOP 3 10\r\nUIDL 1\r\nLIST 1\r\nQUIT\r\n");
            assertThat(client.rest()).last().asString().startsWith("+OK");
        }
        try (Client client = loggedIn()) {
            client.send("RETR 4\r\n");
            client.list();
            client.socket.shutdownOutput();
            assertThat(client.rest()).as("no QUIT: who knows what has arrived").isEmpty();
        }
        await().until(() -> listeners.sessions() == 0);
        now = Instant.parse("2026-12-07T23:59:59Z");
        try (Client client = loggedIn()) {
            client.send("RETR 1\r\nRETR 2\r\nQUIT\r\n");
            client.rest();
        }
        assertThat(inbox().uids()).isEqualTo(UidSet.range(1, 4));
        now = Instant.parse("2026-12-08T00:00:00Z");
        try (Client client = loggedIn()) {
            client.send("STAT\r\nQUIT\r\n");
            assertThat(client.line()).startsWith("+OK 3 ");
            assertThat(client.rest()).hasSize(1);
        }
        assertThat(inbox().uids()).isEqualTo(UidSet.of(1, 3, 4));
        now = Instant.parse("2036-01-01T00:00:00Z");
        loggedIn().close();
        assertThat(inbox().uids()).as("never retrieved to the end").isEqualTo(UidSet.of(3, 4));
        assertThat(store.open(ALICE).held().list()).hasSize(2);
    }

    @Test
    void aMaildropIsHeldByOneSession() throws Exception {
        Client first = loggedIn();
        try (Client second = client()) {
            second.send(RIGHT);
            second.line();
            assertThat(second.line()).startsWith("-ERR [IN-USE]");
            first.socket.setSoLinger(true, 0);
            first.close();
            await().until(() -> listeners.sessions() == 1);
            second.send(RIGHT + "QUIT\r\n");
            assertThat(second.rest()).hasSize(3).allMatch(l -> l.startsWith("+OK"));
        }
        loggedIn().close(); // free as soon as QUIT is answered
    }

    @Test
    void deletionsHappenAtQuitOnly() throws Exception {
        deliver("A: 1\r\n\r\none\r\n", "A: 2\r\n\r\ntwo\r\n", "A: 3\r\n\r\nthree\r\n");
        try (Client client = loggedIn()) {
            client.send("DELE 1\r\nDELE 1\r\nRETR 1\r\nDELE 4\r\nDELE 0\r\nSTAT\r\nLIST\r\n");
            assertThat(client.line()).startsWith("+OK");
            for (int i = 0; i < 4; i++) {
                assertThat(client.line()).startsWith("-ERR");
            }
            assertThat(client.line()).isEqualTo("+OK 2 28");
            assertThat(client.list()).containsExactly("2 13", "3 15");
            client.send("RSET\r\nSTAT\r\nDELE 2\r\nRETR 3\r\n");
            client.line();
            assertThat(client.line()).isEqualTo("+OK 3 41");
            client.line();
            assertThat(client.list()).containsExactly("A: 3", "", "three");
            deliver("A: 4\r\n\r\nfour\r\n");
            assertThat(inbox().size()).isEqualTo(4);
            client.send("STAT\r\nQUIT\r\n");
            assertThat(client.line()).as("what comes later is not seen").startsWith("+OK 2 ");
            assertThat(client.line()).startsWith("+OK");
        }
        MailboxSnapshot after = inbox();
        assertThat(after.uids()).isEqualTo(UidSet.of(1, 3, 4));
        assertThat(after.flags(0).has(SystemFlag.SEEN)).isFalse();
        assertThat(after.flags(1).has(SystemFlag.SEEN)).as("retrieved").isTrue();
    }

    @Test
    void withoutQuitNothingIsDeleted() throws Exception {
        deliver("A: 1\r\n\r\none\r\n");
        try (Client client = loggedIn()) {
            client.send("DELE 1\r\n");
            assertThat(client.line()).startsWith("+OK");
            client.socket.shutdownOutput();
            assertThat(client.rest()).isEmpty();
        }
        await().until(() -> listeners.sessions() == 0);
        assertThat(inbox().size()).isEqualTo(1);
    }

    @Test
    void aMessageGoneMeanwhileIsAnErrorOfThatCommandOnly() throws Exception {
        deliver("A: 1\r\n\r\none\r\n", "A: 2\r\n\r\ntwo\r\n");
        try (Client client = loggedIn();
                Mailbox imap = store.open(ALICE).open(MailboxName.INBOX)) {
            imap.expunge(UidSet.of(1));
            client.send("RETR 1\r\nTOP 1 0\r\nDELE 1\r\nRETR 2\r\n");
            assertThat(client.line()).startsWith("-ERR");
            assertThat(client.line()).startsWith("-ERR");
            assertThat(client.line()).startsWith("+OK");
            assertThat(client.list()).containsExactly("A: 2", "", "two");
            assertThat(client.send("QUIT\r\n").line()).startsWith("+OK");
        }
        assertThat(inbox().uids()).isEqualTo(UidSet.of(2));
    }

    @Test
    void uidlsStayWhateverIsDeleted() throws Exception {
        deliver("A: 1\r\n\r\n", "A: 2\r\n\r\n");
        List<String> before;
        try (Client client = loggedIn()) {
            before = client.send("UIDL\r\n").list();
            assertThat(before).hasSize(2).allMatch(l -> l.matches("[12] [0-9a-f]{16}"));
            client.send("UIDL 2\r\nDELE 1\r\nQUIT\r\n");
            assertThat(client.line()).isEqualTo("+OK " + before.get(1));
            client.rest();
        }
        try (Client client = loggedIn()) {
            assertThat(client.send("UIDL\r\n").list())
                    .containsExactly("1 " + before.get(1).substring(2));
        }
    }

    @Test
    void aLargeMessageComesBackOctetForOctet() throws Exception {
        Random random = new Random(7);
        StringBuilder message = new StringBuilder("Subject: large\r\n\r\n");
        String[] parts = {".", "\r\n", "\r\n.", "\r", "\n", "\0", "\u00ff", "some words ", "\r\n..\r\n"};
        while (message.length() < 3_000_000) {
            message.append(parts[random.nextInt(parts.length)]);
        }
        message.append("\r\n");
        deliver(message.toString());
        try (Client client = loggedIn()) {
            client.send("RETR 1\r\nNOOP\r\n");
            assertThat(client.line()).isEqualTo("+OK " + message.length() + " octets");
            assertThat(client.message().equals(message.toString())).isTrue();
            assertThat(client.line()).isEqualTo("+OK");
        }
    }

    @Test
    void manyPipelinedRetrievalsArriveInOrder() throws Exception {
        List<String> messages = new ArrayList<>();
        StringBuilder commands = new StringBuilder();
        for (int i = 1; i <= 300; i++) {
            messages.add("N: " + i + "\r\n\r\n" + "x".repeat(i * 10) + "\r\n");
            commands.append("RETR ").append(i).append("\r\n");
        }
        deliver(messages.toArray(String[]::new));
        try (Client client = loggedIn()) {
            client.send(commands + "QUIT\r\n");
            for (String message : messages) {
                assertThat(client.line()).startsWith("+OK");
                assertThat(client.message()).isEqualTo(message);
            }
            assertThat(client.rest()).hasSize(1);
        }
    }

    private static final class TwoUsers implements UserDirectory {
        @Override
        public Optional<User> find(MailAddress address) {
            return all().stream().filter(u -> u.address().equals(address)).findFirst();
        }

        @Override
        public List<User> all() {
            return List.of(USER, JOERG);
        }
    }

    /** Gives up after ten seconds of silence. */
    private static final class Client implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;

        Client(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(60_000);
            in = new BufferedInputStream(socket.getInputStream());
        }

        Client send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return this;
        }

        /** Up to CR LF, without it; "(end)" at the end of the stream. */
        String line() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            int last = -1;
            for (int c = in.read(); c >= 0; c = in.read()) {
                line.write(c);
                if (c == '\n' && last == '\r') {
                    String text = line.toString(StandardCharsets.ISO_8859_1);
                    return text.substring(0, text.length() - 2);
                }
                last = c;
            }
            return "(end)";
        }

        /** The lines after a positive answer, up to the final dot. */
        List<String> list() throws IOException {
            assertThat(line()).startsWith("+OK");
            List<String> lines = new ArrayList<>();
            for (String line = line(); !line.equals("."); line = line()) {
                lines.add(line);
            }
            return lines;
        }

        /** A message up to the final dot, its dots as they were. */
        String message() throws IOException {
            StringBuilder message = new StringBuilder();
            for (String line = line(); !line.equals("."); line = line()) {
                message.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
            }
            return message.toString();
        }

        List<String> rest() throws IOException {
            List<String> lines = new ArrayList<>();
            for (String line = line(); !line.equals("(end)"); line = line()) {
                lines.add(line);
            }
            return lines;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
