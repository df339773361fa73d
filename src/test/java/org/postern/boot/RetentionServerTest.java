package org.postern.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.MovableClock;
import org.postern.boot.ControlResponse.Status;
import org.postern.config.ConfigException;
import org.postern.config.ConfigReader;
import org.postern.config.Settings;

/** Retention in a whole server: sessions that have the mailbox open, the command, rules of users and domains. */
final class RetentionServerTest {
    private static final int PATIENCE = (int) Duration.ofMinutes(1).toMillis();

    @TempDir
    private Path dir;

    private final MovableClock clock = new MovableClock();
    private Settings settings;
    private Server server;

    @BeforeEach
    void start() throws Exception {
        settings = settings("store.expire=\\Trash 30d,INBOX 365d");
        server = Server.start(settings, Backend.MEMORY, Ports.ANY_FREE, clock);
        run("user.add", List.of("alice@localhost"), Map.of("password", "x"));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private Settings settings(String... more) throws ConfigException {
        List<String> sets = new ArrayList<>(List.of("data-dir=" + dir.resolve("data"), "bind=127.0.0.1"));
        sets.addAll(List.of(more));
        return new ConfigReader(() -> "mx.example").read(Optional.empty(), Map.of(), sets);
    }

    private ControlResponse run(String operation, List<String> words, Map<String, String> options) throws IOException {
        return new ControlClient(settings, clock)
                .run(new ControlRequest(operation, words, options), InputStream.nullInputStream());
    }

    /** A client that reads an answer up to a line that begins so. */
    private static final class Client implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader in;

        Client(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(PATIENCE);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            in.readLine();
        }

        List<String> ask(String command, String end) throws IOException {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            List<String> lines = new ArrayList<>();
            do {
                lines.add(String.valueOf(in.readLine()));
            } while (!lines.get(lines.size() - 1).startsWith(end) && !lines.contains("null"));
            return lines;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void sessionsThatHaveTheMailboxOpenSeeWhatGoes() throws Exception {
        try (Client imap = new Client(server.port("imap"));
                Client pop3 = new Client(server.port("pop3"))) {
            imap.ask("1 LOGIN alice@localhost x", "1 ");
            imap.ask("2 APPEND INBOX {2+}\r\nab", "2 ");
            imap.ask("3 APPEND Trash {2+}\r\ncd", "3 ");
            imap.ask("4 SELECT Trash", "4 ");
            clock.advance(Duration.ofDays(31));
            imap.ask("5 APPEND Trash {2+}\r\nef", "5 ");
            server.core().sweeper().step();
            assertThat(imap.ask("6 NOOP", "6 ")).contains("* 1 EXPUNGE");
            assertThat(imap.ask("7 FETCH 1 UID", "7 ")).contains("* 1 FETCH (UID 2)");

            pop3.ask("USER alice@localhost", "+OK");
            assertThat(pop3.ask("PASS x", "+OK")).hasSize(1);
            clock.advance(Duration.ofDays(365));
            server.core().sweeper().step(); // the second step ends the round that is a year old
            server.core().sweeper().step();
            assertThat(pop3.ask("STAT", "")).containsExactly("+OK 1 2");
            assertThat(pop3.ask("RETR 1", "")).singleElement().asString().startsWith("-ERR");
            assertThat(imap.ask("8 STATUS INBOX (MESSAGES)", "8 ")).contains("* STATUS INBOX (MESSAGES 0)");
        }
    }

    @Test
    void publicFoldersHaveTheRulesThatNameThemAndNoOthers() throws Exception {
        server.close();
        settings = settings("store.expire=* 10d,Public/News 30d,Public/* never", "pop3.expire=1d");
        server = Server.start(settings, Backend.MEMORY, Ports.ANY_FREE, clock);
        for (String folder : List.of("News", "Other")) {
            run("mailbox.create", List.of("Public/", folder), Map.of());
            run("mailbox.acl.set", List.of("Public/", folder, "alice@localhost", "lrswi"), Map.of());
        }
        try (Client imap = new Client(server.port("imap"))) {
            imap.ask("1 LOGIN alice@localhost x", "1 ");
            for (String folder : List.of("Public/News", "Public/Other", "INBOX")) {
                assertThat(imap.ask("2 APPEND " + folder + " {2+}\r\nab", "2 "))
                        .last()
                        .asString()
                        .startsWith("2 OK");
            }
            imap.ask("3 SELECT Public/News", "3 ");
            clock.advance(Duration.ofDays(11));
            server.core().sweeper().step();
            assertThat(imap.ask("4 NOOP", "4 ")).containsExactly("4 OK Noop completed");
            assertThat(imap.ask("5 STATUS INBOX (MESSAGES)", "5 ")).contains("* STATUS INBOX (MESSAGES 0)");

            clock.advance(Duration.ofDays(20));
            assertThat(run("mailbox.expire", List.of("Public/"), Map.of("dry-run", "yes"))
                            .rows())
                    .extracting(row -> row.get("mailbox"))
                    .containsExactly("News");
            server.core().sweeper().step(); // ends the round
            server.core().sweeper().step();
            assertThat(imap.ask("6 NOOP", "6 ")).contains("* 1 EXPUNGE");
            assertThat(imap.ask("7 STATUS Public/Other (MESSAGES)", "7 "))
                    .contains("* STATUS Public/Other (MESSAGES 1)");
        }
    }

    @Test
    void whatPop3RetrievedGoesAlsoWhenNobodyLogsIn() throws Exception {
        server.close();
        settings = settings("pop3.expire=14d", "store.expire=Nowhere 1d");
        server = Server.start(settings, Backend.MEMORY, Ports.ANY_FREE, clock);
        try (Client imap = new Client(server.port("imap"))) {
            imap.ask("1 LOGIN alice@localhost x", "1 ");
            imap.ask("2 APPEND INBOX {2+}\r\nab", "2 ");
            imap.ask("3 APPEND INBOX {2+}\r\ncd", "3 ");
            try (Client pop3 = new Client(server.port("pop3"))) {
                pop3.ask("USER alice@localhost", "+OK");
                pop3.ask("PASS x", "+OK");
                assertThat(pop3.ask("RETR 1", ".")).contains("ab");
                pop3.ask("QUIT", "+OK");
            }
            clock.advance(Duration.ofDays(16));
            server.core().sweeper().step();
            imap.ask("4 SELECT INBOX", "4 ");
            assertThat(imap.ask("5 FETCH 1:* UID", "5 "))
                    .containsSubsequence("* 1 FETCH (UID 2)", "5 OK Fetch completed");
        }
    }

    @Test
    void theCommandSaysWhatWouldGoAndRemovesIt() throws Exception {
        try (Client imap = new Client(server.port("imap"))) {
            imap.ask("1 LOGIN alice@localhost x", "1 ");
            imap.ask("2 APPEND Trash {2+}\r\ncd", "2 ");
        }
        clock.advance(Duration.ofDays(31));
        ControlResponse dry = run("mailbox.expire", List.of("alice@localhost"), Map.of("dry-run", "yes"));
        assertThat(dry.message()).isEqualTo("would remove 1 messages");
        assertThat(dry.rows())
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("mailbox", "Trash")
                        .containsEntry("rule", "\\Trash")
                        .containsEntry("age", "30d")
                        .containsEntry("messages", 1L)
                        .containsEntry("size", 2L)
                        .containsEntry("oldest", "2026-11-23T10:00:00Z"));
        assertThat(run("mailbox.expire", List.of("alice@localhost"), Map.of()).message())
                .isEqualTo("removed 1 messages");
        assertThat(run("mailbox.expire", List.of("alice@localhost"), Map.of()).rows())
                .isEmpty();
        assertThat(run("mailbox.expire", List.of("nobody@localhost"), Map.of()).status())
                .isEqualTo(Status.FAILED);
    }

    @Test
    void usersRulesComeBeforeThoseOfTheirDomainAndOfAll() throws Exception {
        run("domain.add", List.of("localhost"), Map.of());
        Path domains = settings.domainFile();
        Files.writeString(domains, "localhost expire=\\Trash:10d,Lists/*:1d\n");
        Path users = settings.auth().file();
        String line = Files.readString(users).strip().replaceAll(":+$", "");
        Files.writeString(users, line + "::::::expire=Lists/keep:never\n");
        clock.advance(Duration.ofMinutes(1)); // so that the files are looked at again
        try (Client imap = new Client(server.port("imap"))) {
            imap.ask("1 LOGIN alice@localhost x", "1 ");
            imap.ask("2 CREATE Lists/keep", "2 ");
            imap.ask("3 CREATE Lists/go", "3 ");
            for (String name : List.of("Trash", "Lists/keep", "Lists/go", "INBOX")) {
                imap.ask("4 APPEND " + name + " {2+}\r\nab", "4 ");
            }
        }
        clock.advance(Duration.ofDays(11));
        assertThat(run("mailbox.expire", List.of("alice@localhost"), Map.of("dry-run", "yes"))
                        .rows())
                .extracting(row -> row.get("mailbox"))
                .containsExactly("Lists/go", "Trash");
        Files.writeString(users, line + "::::::expire=Lists/keep\n");
        clock.advance(Duration.ofMinutes(1));
        assertThat(run("mailbox.expire", List.of("alice@localhost"), Map.of()).rows())
                .as("a rule that cannot be read keeps everything")
                .isEmpty();
        assertThat(server.core().users().problems()).singleElement().asString().contains("expire: must be");
    }
}
