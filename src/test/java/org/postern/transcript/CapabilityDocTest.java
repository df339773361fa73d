package org.postern.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.boot.Backend;

/** Holds Postern's column of docs/capabilities.md to what a running server tells, both ways. */
final class CapabilityDocTest {
    private static final String USER = "alice@postern.example";
    private static final Pattern ROW = Pattern.compile("^\\| `([^`]+)` \\|[^|]*\\| (yes|–) \\|.*$", Pattern.MULTILINE);
    private static final Pattern VALUE = Pattern.compile("(MESSAGELIMIT|SAVELIMIT|APPENDLIMIT|RIGHTS)=.*");

    @TempDir
    private Path directory;

    private InProcessServer server;

    @BeforeEach
    void start() throws IOException {
        TranscriptServer.Account alice = new TranscriptServer.Account(USER, Map.of());
        server = InProcessServer.start(Backend.MEMORY, Map.of("pop3.login-delay", "1s"), List.of(alice), directory);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void imap() throws IOException {
        Set<String> told = new TreeSet<>();
        try (Peer plain = peer(Protocol.IMAP, Transport.PLAIN);
                Peer secure = peer(Protocol.IMAP, Transport.TLS)) {
            secure.startTls();
            for (Peer peer : List.of(plain, secure)) {
                peer.response();
                told.addAll(capabilities(peer));
                imap(peer, "LOGIN " + USER + " \"" + Conversation.PASSWORD + "\"");
                told.addAll(capabilities(peer));
                imap(peer, "ENABLE IMAP4rev2");
                told.addAll(capabilities(peer));
            }
        }
        expectDocumented("IMAP", told);
    }

    @Test
    void pop3() throws IOException {
        Set<String> told = new TreeSet<>();
        try (Peer peer = peer(Protocol.POP3, Transport.PLAIN)) {
            peer.lines(1);
            told.addAll(pop3List(peer));
            peer.send("USER " + USER + "\r\nPASS " + Conversation.PASSWORD + "\r\n", Cut.LINE);
            assertThat(peer.lines(2)).doesNotContain("-ERR");
            told.addAll(pop3List(peer));
        }
        expectDocumented("POP3", told);
    }

    @Test
    void lmtp() throws IOException {
        Set<String> told = new TreeSet<>();
        try (Peer peer = peer(Protocol.LMTP, Transport.PLAIN)) {
            peer.lines(1);
            peer.send("LHLO client.example\r\n", Cut.LINE);
            assertThat(peer.lines(1)).startsWith("250-");
            String line;
            do {
                line = peer.lines(1);
                told.add(firstWord(line.substring("250 ".length())));
            } while (line.startsWith("250-"));
        }
        expectDocumented("LMTP", told);
    }

    private Peer peer(Protocol protocol, Transport transport) throws IOException {
        return new Peer(InetAddress.getLoopbackAddress(), server.at(protocol, transport));
    }

    private static Set<String> capabilities(Peer peer) throws IOException {
        Set<String> words = new TreeSet<>();
        Stream.of(imap(peer, "CAPABILITY").substring("* CAPABILITY ".length()).split(" ", -1))
                .map(word -> VALUE.matcher(word).replaceFirst("$1="))
                .forEach(words::add);
        return words;
    }

    /** Sends a command; its first untagged response. */
    private static String imap(Peer peer, String command) throws IOException {
        peer.send("a " + command + "\r\n", Cut.LINE);
        String first = peer.response();
        String last = first;
        while (!last.startsWith("a ")) {
            last = peer.response();
        }
        assertThat(last).startsWith("a OK");
        return first;
    }

    private static Set<String> pop3List(Peer peer) throws IOException {
        peer.send("CAPA\r\n", Cut.LINE);
        assertThat(peer.lines(1)).startsWith("+OK");
        Set<String> words = new TreeSet<>();
        for (String line = peer.lines(1); !line.equals("."); line = peer.lines(1)) {
            words.add(firstWord(line));
        }
        return words;
    }

    private static String firstWord(String line) {
        int space = line.indexOf(' ');
        return space < 0 ? line : line.substring(0, space);
    }

    private static void expectDocumented(String section, Set<String> told) throws IOException {
        assertThat(documented(section))
                .as("rows of docs/capabilities.md, section %s, with \"yes\" for Postern", section)
                .isEqualTo(told);
    }

    /** The names whose row says that Postern has it, in the section of that name. */
    private static Set<String> documented(String section) throws IOException {
        String document = Files.readString(Path.of("docs/capabilities.md"));
        int from = document.indexOf("\n## " + section + "\n");
        assertThat(from).as("section %s", section).isPositive();
        int end = document.indexOf("\n## ", from + 1);
        Matcher row = ROW.matcher(document.substring(from, end < 0 ? document.length() : end));
        Set<String> rows = new TreeSet<>();
        Set<String> claimed = new TreeSet<>();
        while (row.find()) {
            assertThat(rows.add(row.group(1))).as("one row of %s", row.group(1)).isTrue();
            if (row.group(2).equals("yes")) {
                claimed.add(row.group(1));
            }
        }
        return claimed;
    }
}
