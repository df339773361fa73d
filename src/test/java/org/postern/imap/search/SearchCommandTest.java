package org.postern.imap.search;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.postern.imap.SelectedInbox;
import org.postern.imap.command.FetchCommand;
import org.postern.imap.command.SearchCommand;
import org.postern.imap.state.Access;
import org.postern.imap.syntax.Addressing;
import org.postern.store.Flags;
import org.postern.store.StoreException;
import org.postern.store.SystemFlag;

final class SearchCommandTest {
    private SelectedInbox inbox;

    @BeforeEach
    void open() throws StoreException {
        inbox = new SelectedInbox();
        message(
                "Subject: apples\nFrom: Ann <ann@x.org>\nTo: bob@x.org\nDate: 1 Feb 2026 23:00:00 -0800\n\nred\n",
                Flags.of(SystemFlag.SEEN),
                "2026-02-02T07:00:00Z");
        String encoded = """
                Subject: =?utf-8?q?=C3=84pfel?=
                From: bob@x.org
                Cc: ann@x.org
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: base64

                Z3LDvG4=
                """;
        message(encoded, Flags.of(Set.of(SystemFlag.FLAGGED), Set.of("$Work")), "2026-02-03T00:00:00Z");
        message("Subject: gone\n\n", Flags.NONE, "2026-02-04T23:59:59Z");
        message(
                "Bcc: zoe@x.org\nX-Spam:\nDate: 3 Feb 2026 00:00:00 +0000\nSubject: more apples\n\n" + "x".repeat(2000),
                Flags.of(SystemFlag.DELETED, SystemFlag.SEEN),
                "2026-02-05T00:00:00Z");
        inbox.select(Access.READ_WRITE);
        inbox.expungeUnseen(3);
        inbox.select(Access.READ_WRITE);
    }

    private void message(String text, Flags flags, String received) throws StoreException {
        inbox.with(text.replace("\n", "\r\n").getBytes(ISO_8859_1), flags, Instant.parse(received));
    }

    @AfterEach
    void nothingStaysOpen() {
        inbox.close();
        assertThat(inbox.openBodies()).isZero();
    }

    @TestFactory
    Stream<DynamicTest> refused() {
        String[] rows = {
            "",
            "FOO",
            "()",
            "(ALL",
            "ALL)",
            "ALL  ALL",
            "NOT",
            "OR ALL",
            "SUBJECT",
            "HEADER x",
            "SINCE 1-Foo-2020",
            "SINCE 2020",
            "LARGER x",
            "UID",
            "UID 0",
            "4",
            "KEYWORD \\Seen",
            "RETURN ALL",
            "RETURN (FOO) ALL",
            "RETURN (ALL)",
            "CHARSET UTF-8",
            "BODY",
            "1,",
            "SUBJECT (x)",
            "(".repeat(65) + "ALL" + ")".repeat(65),
            "ALL" + " ALL".repeat(1000),
            "NOT ".repeat(1000) + "ALL"
        };
        return Stream.of(rows)
                .map(row -> DynamicTest.dynamicTest("<" + row + ">", () -> {
                    assertThat(uids(row)).startsWith("BAD");
                }));
    }

    @TestFactory
    Stream<DynamicTest> keys() {
        String[][] rows = {
            {"ALL", " 1 2 4"},
            {"1:2", " 1 2"},
            {"*", " 4"},
            {"3", " 4"},
            {"UID 3:9", " 4"},
            {"UID 99", " 4".substring(0, 0)},
            {"SEEN", " 1 4"},
            {"UNSEEN", " 2"},
            {"flagged", " 2"},
            {"DELETED SEEN", " 4"},
            {"UNDELETED UNFLAGGED", " 1"},
            {"ANSWERED", ""},
            {"UNANSWERED UNDRAFT", " 1 2 4"},
            {"DRAFT", ""},
            {"KEYWORD $work", " 2"},
            {"UNKEYWORD $Work", " 1 4"},
            {"NEW", ""},
            {"OLD", " 1 2 4"},
            {"RECENT", ""},
            {"NOT SEEN", " 2"},
            {"NOT 1", " 2 4"},
            {"NOT (SEEN DELETED)", " 1 2"},
            {"OR SEEN FLAGGED", " 1 2 4"},
            {"OR BODY nowhere UID 2", " 2"},
            {"OR (1 2) (4 4)", "BAD"},
            {"OR (1 2) OR 3 1", " 1 4"},
            {"LARGER 2000", " 4"},
            {"SMALLER 2000", " 1 2"},
            {"BEFORE 3-Feb-2026", " 1"},
            {"ON 3-Feb-2026", " 2"},
            {"ON \"03-feb-2026\"", " 2"},
            {"SINCE 3-Feb-2026", " 2 4"},
            {"SENTON 1-Feb-2026", " 1"},
            {"SENTBEFORE 3-Feb-2026", " 1"},
            {"SENTSINCE 2-Feb-2026", " 4"},
            {"SUBJECT APPLES", " 1 4"},
            {"SUBJECT \"e apples\"", " 4"},
            {"SUBJECT \"\"", " 1 2 4"},
            {"FROM ann", " 1"},
            {"CC ann", " 2"},
            {"TO bob", " 1"},
            {"BCC zoe", " 4"},
            {"HEADER x-spam \"\"", " 4"},
            {"HEADER x-none \"\"", ""},
            {"HEADER From x.org", " 1 2"},
            {"BODY red", " 1"},
            {"BODY apples", ""},
            {"TEXT apples", " 1 4"},
            {"TEXT Z3LDvG4", ""},
            {"TEXT {3}\r\nred", " 1"},
            {"CHARSET US-ASCII BODY red", " 1"},
            {"(ALL) ((SEEN) NOT DELETED)", " 1"},
            {"NOT ".repeat(998) + "SEEN", " 1 4"},
        };
        return Stream.of(rows)
                .map(row -> DynamicTest.dynamicTest(row[0].substring(0, Math.min(60, row[0].length())), () -> {
                    String expected = row[1].equals("BAD") ? row[1] : "* SEARCH" + row[1] + "\nOK";
                    assertThat(uids(row[0])).isEqualTo(expected);
                }));
    }

    @Test
    void textsComeInTheirCharset() throws IOException {
        String needle = "\u00c4PFEL";
        assertThat(uids("CHARSET UTF-8 SUBJECT " + literal(needle.getBytes(UTF_8))))
                .isEqualTo("* SEARCH 2\nOK");
        assertThat(uids("CHARSET iso-8859-1 SUBJECT " + literal(needle.getBytes(ISO_8859_1))))
                .isEqualTo("* SEARCH 2\nOK");
        assertThat(uids("SUBJECT " + literal(needle.getBytes(UTF_8)))).isEqualTo("* SEARCH 2\nOK");
        assertThat(uids("CHARSET UTF-8 BODY " + literal("GR\u00dc".getBytes(UTF_8))))
                .isEqualTo("* SEARCH 2\nOK");
        assertThat(uids("CHARSET X-NONE ALL")).isEqualTo("NO [BADCHARSET (US-ASCII UTF-8)]");
        inbox.enable("UTF8=ACCEPT");
        assertThat(uids("CHARSET UTF-8 ALL")).isEqualTo("BAD");
        assertThat(uids("SUBJECT \"" + new String(needle.getBytes(UTF_8), ISO_8859_1) + "\""))
                .isEqualTo("* SEARCH 2\nOK");
    }

    @Test
    void numbersAreThoseOfTheCommand() throws IOException {
        assertThat(sequences("DELETED")).isEqualTo("* SEARCH 3\nOK");
        assertThat(uids("DELETED")).isEqualTo("* SEARCH 4\nOK");
        assertThat(sequences("RETURN (ALL) DELETED")).isEqualTo("* ESEARCH (TAG \"t1\") ALL 3\nOK");
        assertThat(uids("RETURN (ALL) DELETED")).isEqualTo("* ESEARCH (TAG \"t1\") UID ALL 4\nOK");
    }

    @Test
    void returnChoosesWhatIsTold() throws IOException {
        assertThat(uids("RETURN () ALL")).isEqualTo("* ESEARCH (TAG \"t1\") UID ALL 1:2,4\nOK");
        assertThat(uids("return (count max MIN) ALL")).isEqualTo("* ESEARCH (TAG \"t1\") UID MIN 1 MAX 4 COUNT 3\nOK");
        assertThat(uids("RETURN (MIN) SEEN")).isEqualTo("* ESEARCH (TAG \"t1\") UID MIN 1\nOK");
        assertThat(uids("RETURN (MAX) UNSEEN")).isEqualTo("* ESEARCH (TAG \"t1\") UID MAX 2\nOK");
        assertThat(uids("RETURN (MIN MAX) FLAGGED")).isEqualTo("* ESEARCH (TAG \"t1\") UID MIN 2 MAX 2\nOK");
        assertThat(uids("RETURN (MIN MAX) ALL")).isEqualTo("* ESEARCH (TAG \"t1\") UID MIN 1 MAX 4\nOK");
        assertThat(uids("RETURN (MIN MAX ALL COUNT) ANSWERED")).isEqualTo("* ESEARCH (TAG \"t1\") UID COUNT 0\nOK");
        assertThat(uids("RETURN (MIN MAX) ANSWERED")).isEqualTo("* ESEARCH (TAG \"t1\") UID\nOK");
    }

    @Test
    void rev2AnswersWithEsearch() throws IOException {
        inbox.enable("IMAP4rev2");
        assertThat(sequences("ALL")).isEqualTo("* ESEARCH (TAG \"t1\") ALL 1:3\nOK");
        assertThat(sequences("ANSWERED")).isEqualTo("* ESEARCH (TAG \"t1\")\nOK");
    }

    @Test
    void resultsAreSaved() throws IOException {
        assertThat(uids("$")).isEqualTo("* SEARCH\nOK");
        assertThat(sequences("RETURN (SAVE) SEEN")).isEqualTo("OK");
        assertThat(uids("$")).isEqualTo("* SEARCH 1 4\nOK");
        assertThat(uids("UID $ DELETED")).isEqualTo("* SEARCH 4\nOK");
        assertThat(inbox.run(FetchCommand.SPEC, Addressing.SEQUENCE, "$ UID"))
                .isEqualTo("* 1 FETCH (UID 1)\n* 3 FETCH (UID 4)\nOK");
        assertThat(uids("RETURN (SAVE COUNT) ALL")).isEqualTo("* ESEARCH (TAG \"t1\") UID COUNT 3\nOK");
        assertThat(uids("NOT $")).isEqualTo("* SEARCH\nOK");
        assertThat(uids("RETURN (SAVE MIN) ALL")).isEqualTo("* ESEARCH (TAG \"t1\") UID MIN 1\nOK");
        assertThat(uids("$")).isEqualTo("* SEARCH 1\nOK");
        assertThat(uids("RETURN (SAVE MAX MIN) ALL")).isEqualTo("* ESEARCH (TAG \"t1\") UID MIN 1 MAX 4\nOK");
        assertThat(uids("$")).isEqualTo("* SEARCH 1 4\nOK");
        assertThat(uids("RETURN (SAVE) FOO")).startsWith("BAD");
        assertThat(uids("$")).isEqualTo("* SEARCH 1 4\nOK");
        assertThat(uids("RETURN (SAVE) CHARSET X-NONE ALL")).startsWith("NO");
        assertThat(uids("$")).isEqualTo("* SEARCH\nOK");
    }

    @Test
    void messagesThatAreGoneAreNotFound() throws IOException, StoreException {
        inbox.expunge(1);
        inbox.expungeUnseen(2);
        assertThat(sequences("BODY \"\"")).isEqualTo("* SEARCH 3\nOK");
        assertThat(sequences("TEXT apples")).isEqualTo("* SEARCH 3\nOK");
    }

    @Test
    void longAnswersComeInBatches() throws IOException, StoreException {
        for (int i = 0; i < 300; i++) {
            inbox.with("Subject: " + (i % 2 == 0 ? "even" : "odd") + "\n\n");
        }
        inbox.select(Access.READ_ONLY).batches(16);
        String even = uids("SUBJECT even");
        assertThat(even.split(" ")).hasSize(2 + 150);
        assertThat(uids("RETURN (ALL) SUBJECT even").split(",")).hasSize(150);
        assertThat(uids("RETURN (MIN MAX) SUBJECT even")).isEqualTo("* ESEARCH (TAG \"t1\") UID MIN 5 MAX 303\nOK");
    }

    private static String literal(byte[] octets) {
        return "{" + octets.length + "}\r\n" + new String(octets, ISO_8859_1);
    }

    private String uids(String arguments) throws IOException {
        return inbox.run(SearchCommand.SPEC, Addressing.UID, arguments);
    }

    private String sequences(String arguments) throws IOException {
        return inbox.run(SearchCommand.SPEC, Addressing.SEQUENCE, arguments);
    }
}
