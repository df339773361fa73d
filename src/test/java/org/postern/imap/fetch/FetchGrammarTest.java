package org.postern.imap.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.postern.imap.SelectedInbox;
import org.postern.imap.command.FetchCommand;
import org.postern.imap.state.Access;
import org.postern.imap.syntax.Addressing;
import org.postern.store.Flags;
import org.postern.store.StoreException;

/** Whatever a message is, what is told of it follows the grammar. */
final class FetchGrammarTest {
    private static final String TOLD = "1 (ENVELOPE BODY BODYSTRUCTURE)";

    private static final String SUMMARIZED =
            "1 (ENVELOPE BODYSTRUCTURE BODY.PEEK[HEADER.FIELDS (Subject FROM received)]"
                    + " BODY.PEEK[HEADER.FIELDS (Subject FROM To content-type)] BODY.PEEK[HEADER.FIELDS.NOT (From)])";

    private static final String[] PIECES = {
        "From: ",
        "To: ",
        "Subject: ",
        "Content-Type: ",
        "Content-Disposition: ",
        "Content-Language: ",
        "Content-ID: ",
        "Content-Description: ",
        "Content-Location: ",
        "Content-MD5: ",
        "Content-Transfer-Encoding: ",
        "multipart/mixed",
        "message/rfc822",
        "text/plain",
        "; boundary=a",
        "; name=\"",
        "; x*0*=",
        "base64",
        "\r\n",
        "\r\n",
        "\r\n\r\n",
        "\r\n ",
        "\n",
        "\r",
        "--a\r\n",
        "--a--\r\n",
        "a@b",
        "<",
        ">",
        ",",
        ":",
        ";",
        "(",
        ")",
        "\"",
        "\\",
        "\0",
        "\u00e9",
        "\u00ff",
        "NIL",
        "{3}",
        "=?utf-8?q?x?="
    };

    @Test
    void randomMessages() throws StoreException, IOException {
        for (long seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            StringBuilder message = new StringBuilder();
            for (int i = random.nextInt(60); i > 0; i--) {
                message.append(PIECES[random.nextInt(PIECES.length)]);
            }
            check(message.toString().getBytes(ISO_8859_1), "seed " + seed);
        }
    }

    @TestFactory
    Stream<DynamicTest> storedMessages() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(FetchGrammarTest.class.getResource("/mail"))
                .toURI());
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.sorted().toList();
        }
        assertThat(files).isNotEmpty();
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(
                        file.getFileName().toString(),
                        () -> check(Files.readAllBytes(file), file.getFileName().toString())));
    }

    /** What a summary holds is what the message itself would tell, however strings are told. */
    private static void checkSummary(byte[] message, String what) throws StoreException, IOException {
        for (boolean utf8 : new boolean[] {false, true}) {
            try (SelectedInbox inbox = new SelectedInbox().with(message, Flags.NONE, Instant.EPOCH)) {
                if (utf8) {
                    inbox.enable("UTF8=ACCEPT");
                }
                String direct =
                        inbox.select(Access.READ_ONLY).octets(FetchCommand.SPEC, Addressing.SEQUENCE, SUMMARIZED);
                String kept = inbox.selectWithSummaries(Access.READ_ONLY)
                        .octets(FetchCommand.SPEC, Addressing.SEQUENCE, SUMMARIZED);
                assertThat(kept).as(what).isEqualTo(direct);
            }
        }
    }

    private static void check(byte[] message, String what) throws StoreException, IOException {
        checkSummary(message, what);
        try (SelectedInbox inbox = new SelectedInbox()
                .with(message, Flags.NONE, Instant.EPOCH)
                .select(Access.READ_ONLY)
                .batches(500)) {
            String answer = inbox.octets(FetchCommand.SPEC, Addressing.SEQUENCE, TOLD);
            try {
                FetchAnswer.check(answer);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(what + ": " + answer, e);
            }
        }
    }
}
