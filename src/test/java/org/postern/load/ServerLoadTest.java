package org.postern.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postern.boot.Backend;
import org.postern.boot.Ports;
import org.postern.boot.Server;
import org.postern.config.ConfigReader;
import org.postern.quota.QuotaStore;
import org.postern.store.Account;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.MailboxSnapshot;
import org.postern.store.Parallel;
import org.postern.store.StoreInvariants;
import org.postern.store.UserName;
import org.postern.store.memory.MemoryStore;

final class ServerLoadTest {
    static final String USER = "alice@example.org";
    static final String PASSWORD = "load-test";
    /** {@code -Dpostern.load.seconds=60} looks longer. */
    private static final Duration LASTS = Duration.ofSeconds(Integer.getInteger("postern.load.seconds", 3));

    private final Book book = new Book();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(Backend.class)
    void whatWasAcknowledgedIsThere(Backend backend) throws Exception {
        try (Server server = start(backend)) {
            Account alice = server.core().store().open(UserName.of(USER));
            alice.create(MailboxName.of("Work"), Optional.empty());
            Parallel.run(10, n -> running(server, n));
            StoreInvariants.check(alice);
            requireBook(alice);
            requireNoLeak(server);
        }
        assertThat(book.done().keySet())
                .contains(
                        "deliver", "append", "fetch", "mark", "move", "copy", "expunge", "retrieve", "wake from IDLE");
    }

    private Server start(Backend backend) throws Exception {
        Path users = Files.writeString(directory.resolve("users"), USER + ":{PLAIN}" + PASSWORD + "::::::\n");
        List<String> keys = List.of(
                "data-dir=" + directory.resolve("data"), "auth.file=" + users, "hostname=mx.example", "bind=127.0.0.1");
        return Server.start(
                new ConfigReader().read(Optional.empty(), Map.of(), keys), backend, Ports.ANY_FREE, Clock.systemUTC());
    }

    private Callable<Integer> running(Server server, int n) {
        return () -> {
            Random random = new Random(n);
            long end = System.nanoTime() + LASTS.toNanos();
            int steps = 0;
            try (Client client = client(server, n, random)) {
                // The idler stops first: afterwards nobody may be left to wake it.
                long mine = n == 0 ? end - LASTS.toNanos() / 4 : end;
                for (; System.nanoTime() < mine; steps++) {
                    client.step();
                }
            }
            return steps;
        };
    }

    private Client client(Server server, int n, Random random) throws Exception {
        return switch (n) {
            case 0 -> new IdleClient(server.port("imap"), book);
            case 1, 2 -> new LmtpClient(server.port("lmtp"), book, random);
            case 3, 4 -> new Pop3Client(server.port("pop3"), book, random);
            default -> new ImapClient(server.port("imap"), book, random);
        };
    }

    /** Every kept message once, wherever it was moved, with every acknowledged mark; every name where it was seen. */
    private void requireBook(Account alice) throws Exception {
        Map<String, Integer> found = new TreeMap<>();
        List<String> unmarked = new ArrayList<>();
        for (String name : ImapClient.MAILBOXES) {
            try (Mailbox mailbox = alice.open(MailboxName.of(name))) {
                MailboxSnapshot rows = mailbox.refresh();
                for (int i = 0; i < rows.size(); i++) {
                    String subject = Subjects.of(mailbox, rows.uid(i));
                    book.saw(name, Long.toString(mailbox.info().uidValidity()), rows.uid(i), subject);
                    if (!Book.isJunk(subject)) {
                        found.merge(subject, 1, Integer::sum);
                        if (book.marked().contains(subject) && !rows.flags(i).hasKeyword(Book.MARK)) {
                            unmarked.add(subject);
                        }
                    }
                }
            }
        }
        assertThat(found.keySet()).isEqualTo(new TreeSet<>(book.kept()));
        assertThat(found.values()).containsOnly(1);
        assertThat(unmarked).as("marks lost").isEmpty();
    }

    private static void requireNoLeak(Server server) {
        if (server.core().store() instanceof QuotaStore quota && quota.unguarded() instanceof MemoryStore memory) {
            await().untilAsserted(() -> {
                assertThat(memory.openBodies()).as("bodies left open").isZero();
                assertThat(memory.openSpools()).as("spools left open").isZero();
            });
        }
    }
}
