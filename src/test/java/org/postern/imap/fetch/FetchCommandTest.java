package org.postern.imap.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.postern.imap.SelectedInbox;
import org.postern.imap.command.FetchCommand;
import org.postern.imap.state.Access;
import org.postern.imap.syntax.Addressing;
import org.postern.store.Flags;
import org.postern.store.StoreException;
import org.postern.store.SystemFlag;

final class FetchCommandTest {
    private static final String PLAIN = "Subject: one\nX-y: z\nTo: a@b\n\nhello\n";
    private static final String MIXED = """
            Subject: two
            Content-Type: multipart/mixed; boundary=a

            --a
            Content-ID: <1>

            part1
            --a
            Content-Type: message/rfc822

            Subject: in

            inner
            --a
            Content-Type: message/rfc822

            Subject: in2
            Content-Type: multipart/mixed; boundary=b

            --b

            deep
            --b--
            --a
            Content-Type: image/png; name=x
            Content-Transfer-Encoding: base64

            aGVs
            bG8A
            --a
            Content-Transfer-Encoding: x-odd

            odd
            --a--
            """;
    private static final String MESSAGE = "Content-Type: message/rfc822\n\nSubject: in\n\ninner\n";
    private static final String NO_PARTS = "Content-Type: multipart/mixed; boundary=b\n\nnothing";
    private static final String ENCODED =
            "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdA==\n";

    private SelectedInbox inbox;

    @BeforeEach
    void open() throws StoreException {
        inbox = new SelectedInbox()
                .with(PLAIN)
                .with(MIXED)
                .with(MESSAGE)
                .with(NO_PARTS)
                .with(ENCODED)
                .select(Access.READ_ONLY);
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
            "1",
            "1 ",
            "1 ()",
            "1 FOO",
            "1 (FLAGS",
            "1 (ALL)",
            "1 (FLAGS ALL)",
            "1 FLAGS UID",
            "1 BODY[",
            "1 BODY[]<",
            "1 BODY[]<1>",
            "1 BODY[]<1.0>",
            "1 BODY[0]",
            "1 BODY[1.]",
            "1 BODY[.1]",
            "1 BODY[1HEADER]",
            "1 BODY[MIME]",
            "1 BODY[FOO]",
            "1 BODY[HEADER.FIELDS]",
            "1 BODY[HEADER.FIELDS ()]",
            "1 BODY[HEADER.FIELDS (a]",
            "1 BODY[1.2.3.FOO]",
            "1 BODY[4294967296]",
            "1 BODYSTRUCTURE[]",
            "1 BODY.PEEK",
            "1 BINARY",
            "1 BINARY[HEADER]",
            "1 BINARY.SIZE[1]<0.1>",
            "1 BODY[]<-1.5>",
            "1 BODY[]<9223372036854775808.1>",
            "6 FLAGS",
            "0 FLAGS",
            "1 BODY[" + "1.".repeat(300) + "1]"
        };
        return Stream.of(rows)
                .map(row -> DynamicTest.dynamicTest("<" + row + ">", () -> {
                    assertThat(fetch(row)).startsWith("BAD");
                }));
    }

    @TestFactory
    Stream<DynamicTest> sections() {
        String[][] rows = {
            {"1", "BODY[]", PLAIN},
            {"1", "BODY[HEADER]", "Subject: one\nX-y: z\nTo: a@b\n\n"},
            {"1", "BODY[TEXT]", "hello\n"},
            {"1", "BODY[1]", "hello\n"},
            {"1", "BODY[1.MIME]", "Subject: one\nX-y: z\nTo: a@b\n\n"},
            {"1", "BODY[2]", ""},
            {"1", "BODY[1.1]", ""},
            {"1", "BODY[1.TEXT]", ""},
            {"1", "BODY[1.HEADER]", ""},
            {"1", "BODY[4294967295]", ""},
            {"1", "BODY[HEADER.FIELDS (TO Subject)]", "Subject: one\nTo: a@b\n\n"},
            {"1", "BODY[HEADER.FIELDS (None)]", "\n"},
            {"1", "BODY[HEADER.FIELDS.NOT (x-Y \"to\")]", "Subject: one\n\n"},
            {"1", "BODY[]<9.6>", "one\nX"},
            {"1", "BODY[]<0.9223372036854775807>", PLAIN},
            {"1", "BODY[]<9223372036854775807.9223372036854775807>", ""},
            {"1", "BODY[HEADER.FIELDS (To)]<4.3>", "a@b"},
            {"1", "BODY[2]<1.5>", ""},
            {"2", "BODY[1]", "part1"},
            {"2", "BODY[1.MIME]", "Content-ID: <1>\n\n"},
            {"2", "BODY[2]", "Subject: in\n\ninner"},
            {"2", "BODY[2.MIME]", "Content-Type: message/rfc822\n\n"},
            {"2", "BODY[2.HEADER]", "Subject: in\n\n"},
            {"2", "BODY[2.TEXT]", "inner"},
            {"2", "BODY[2.1]", "inner"},
            {"2", "BODY[2.1.MIME]", "Subject: in\n\n"},
            {"2", "BODY[2.HEADER.FIELDS (SUBJECT)]", "Subject: in\n\n"},
            {"2", "BODY[2.HEADER.FIELDS.NOT (SUBJECT)]", "\n"},
            {"2", "BODY[3.1]", "deep"},
            {"2", "BODY[3.TEXT]", "--b\n\ndeep\n--b--"},
            {"2", "BODY[3.1.TEXT]", ""},
            {"2", "BODY[4]", "aGVs\nbG8A"},
            {"2", "BODY[7]", ""},
            {"3", "BODY[1]", "Subject: in\n\ninner\n"},
            {"3", "BODY[1.1]", "inner\n"},
            {"3", "BODY[1.HEADER]", "Subject: in\n\n"},
            {"4", "BODY[1]", ""},
            {"4", "BODY[TEXT]", "nothing"},
            {"5", "BODY[1]", "U3ViamVjdA==\n"},
            {"5", "BODY[1.HEADER]", ""},
            {"1", "BINARY[1]", "hello\n"},
            {"1", "BINARY[]", PLAIN},
            {"1", "BINARY[1]<1.2>", "el"},
            {"1", "BINARY[2]", ""},
            {"2", "BINARY[2]", "Subject: in\n\ninner"},
            {"5", "BINARY[1]", "Subject"},
        };
        return Stream.of(rows)
                .map(row -> DynamicTest.dynamicTest(row[0] + " " + row[1], () -> {
                    String label =
                            row[1].replaceFirst("<(\\d+)\\.\\d+>", "<$1>").replace("\"to\"", "to");
                    int octets = row[2].replace("\n", "\r\n").length();
                    String value = octets == 0 ? "\"\"" : "{" + octets + "}\n" + row[2];
                    assertThat(fetch(row[0] + " " + row[1]))
                            .isEqualTo("* " + row[0] + " FETCH (" + label + " " + value + ")\nOK");
                }));
    }

    @Test
    void decodedNulNeedsALiteral8() throws IOException {
        assertThat(fetch("2 (BINARY[4] BINARY.SIZE[4])"))
                .isEqualTo("* 2 FETCH (BINARY[4] ~{6}\nhello\0 BINARY.SIZE[4] 6)\nOK");
        assertThat(fetch("2 BINARY.PEEK[4]<5.9>")).isEqualTo("* 2 FETCH (BINARY[4]<5> ~{1}\n\0)\nOK");
    }

    @Test
    void whatCannotBeDecodedFailsAfterTheOthers() throws IOException {
        assertThat(fetch("1:2 BINARY.SIZE[5]")).isEqualTo("* 1 FETCH (BINARY.SIZE[5] 0)\nNO [UNKNOWN-CTE]");
        assertThat(fetch("2:3 BINARY[5]")).isEqualTo("* 3 FETCH (BINARY[5] \"\")\nNO [UNKNOWN-CTE]");
    }

    @Test
    void rowsAreToldWithoutTheMessage() throws IOException, StoreException {
        inbox.flag(1, Flags.of(SystemFlag.FLAGGED));
        assertThat(fetch("1 (UID FLAGS INTERNALDATE RFC822.SIZE FLAGS)"))
                .isEqualTo("* 1 FETCH (UID 1 FLAGS (\\Flagged) INTERNALDATE \"01-Mar-2026 23:30:00 +0000\""
                        + " RFC822.SIZE 40)\nOK");
        assertThat(fetch("1 fast"))
                .contains("FLAGS", "INTERNALDATE", "RFC822.SIZE")
                .doesNotContain("ENVELOPE");
        assertThat(fetch("1 ALL"))
                .contains("FLAGS", "INTERNALDATE", "RFC822.SIZE", "ENVELOPE")
                .doesNotContain("BODY");
        assertThat(fetch("1 FULL")).contains("ENVELOPE", " BODY (\"text\" \"plain\"");
    }

    @Test
    void oldNamesStandForSections() throws IOException {
        assertThat(fetch("3 (RFC822.HEADER RFC822.TEXT RFC822)"))
                .isEqualTo("* 3 FETCH (RFC822.HEADER {32}\nContent-Type: message/rfc822\n\n RFC822.TEXT {22}\n"
                        + "Subject: in\n\ninner\n RFC822 {54}\n" + MESSAGE + ")\nOK");
    }

    @Test
    void uidCommandsTellTheUid() throws IOException {
        assertThat(inbox.run(FetchCommand.SPEC, Addressing.UID, "2:3,9 RFC822.SIZE"))
                .startsWith("* 2 FETCH (UID 2 RFC822.SIZE")
                .contains("* 3 FETCH (UID 3 RFC822.SIZE")
                .endsWith("OK");
        assertThat(inbox.run(FetchCommand.SPEC, Addressing.UID, "1 (FLAGS UID)"))
                .isEqualTo("* 1 FETCH (FLAGS () UID 1)\nOK");
        assertThat(inbox.run(FetchCommand.SPEC, Addressing.UID, "99 FLAGS")).isEqualTo("OK");
    }

    @Test
    void structureOfAMessage() throws IOException {
        assertThat(fetch("2 BODYSTRUCTURE"))
                .isEqualTo("* 2 FETCH (BODYSTRUCTURE ("
                        + "(\"text\" \"plain\" (\"charset\" \"us-ascii\") \"<1>\" NIL \"7bit\" 5 0 NIL NIL NIL NIL)"
                        + "(\"message\" \"rfc822\" NIL NIL NIL \"7bit\" 20"
                        + " (NIL \"in\" NIL NIL NIL NIL NIL NIL NIL NIL)"
                        + " (\"text\" \"plain\" (\"charset\" \"us-ascii\") NIL NIL \"7bit\" 5 0 NIL NIL NIL NIL)"
                        + " 2 NIL NIL NIL NIL)"
                        + "(\"message\" \"rfc822\" NIL NIL NIL \"7bit\" 77"
                        + " (NIL \"in2\" NIL NIL NIL NIL NIL NIL NIL NIL)"
                        + " ((\"text\" \"plain\" (\"charset\" \"us-ascii\") NIL NIL \"7bit\" 4 0 NIL NIL NIL NIL)"
                        + " \"mixed\" (\"boundary\" \"b\") NIL NIL NIL)"
                        + " 6 NIL NIL NIL NIL)"
                        + "(\"image\" \"png\" (\"name\" \"x\") NIL NIL \"base64\" 10 NIL NIL NIL NIL)"
                        + "(\"text\" \"plain\" (\"charset\" \"us-ascii\") NIL NIL \"x-odd\" 3 0 NIL NIL NIL NIL)"
                        + " \"mixed\" (\"boundary\" \"a\") NIL NIL NIL))\nOK");
    }

    @Test
    void structureOfOddMessages() throws IOException {
        String empty = "(\"text\" \"plain\" (\"charset\" \"us-ascii\") NIL NIL \"7bit\" 0 0)";
        String envelope = "(NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL)";
        assertThat(fetch("4 BODY")).isEqualTo("* 4 FETCH (BODY (" + empty + " \"mixed\"))\nOK");
        assertThat(fetch("5 BODY"))
                .isEqualTo("* 5 FETCH (BODY (\"message\" \"rfc822\" NIL NIL NIL \"base64\" 14 " + envelope + " " + empty
                        + " 1))\nOK");
    }

    @Test
    void everyContentFieldIsShown() throws IOException, StoreException {
        inbox.with("""
                Content-Type: text/html; charset="utf-8"; name="a\\"b"
                Content-Transfer-Encoding: Quoted-Printable
                Content-Disposition: attachment; filename*0=x; filename*1=y
                Content-Language: en, de
                Content-ID: <i>
                Content-Description: words
                Content-MD5: abc
                Content-Location: http://l

                x=
                """).select(Access.READ_ONLY);
        assertThat(fetch("6 BODYSTRUCTURE"))
                .isEqualTo("* 6 FETCH (BODYSTRUCTURE (\"text\" \"html\""
                        + " (\"charset\" \"utf-8\" \"name\" \"a\\\"b\") \"<i>\" \"words\" \"Quoted-Printable\" 4 1 \"abc\""
                        + " (\"attachment\" (\"filename\" \"xy\")) (\"en\" \"de\") \"http://l\"))\nOK");
    }

    @Test
    void envelope() throws IOException, StoreException {
        inbox.with("""
                Date: Thu, 1 Jan 2026 10:00:00 +0000
                Subject: say "hi"
                From: Bob <bob@x>
                To: g: a@b;, <@r:c@d>
                Cc: \u00f6@b
                In-Reply-To:
                Message-ID: <m>

                """).select(Access.READ_ONLY);
        String bob = "((\"Bob\" NIL \"bob\" \"x\"))";
        assertThat(fetch("6 ENVELOPE"))
                .isEqualTo("* 6 FETCH (ENVELOPE (\"Thu, 1 Jan 2026 10:00:00 +0000\""
                        + " \"say \\\"hi\\\"\" " + bob + " " + bob + " " + bob
                        + " ((NIL NIL \"g\" NIL)(NIL NIL \"a\" \"b\")(NIL NIL NIL NIL)(NIL \"@r\" \"c\" \"d\"))"
                        + " ((NIL NIL {1}\n\u00f6 \"b\")) NIL \"\" \"<m>\"))\nOK");
    }

    @Test
    void readingSetsSeenOnceAndSaysSo() throws IOException, StoreException {
        inbox.select(Access.READ_WRITE);
        assertThat(fetch("1 BODY.PEEK[TEXT]")).doesNotContain("FLAGS");
        assertThat(fetch("1 BODY[TEXT]")).isEqualTo("* 1 FETCH (BODY[TEXT] {7}\nhello\n FLAGS (\\Seen))\nOK");
        assertThat(fetch("1 (FLAGS BODY[TEXT])")).isEqualTo("* 1 FETCH (FLAGS () BODY[TEXT] {7}\nhello\n)\nOK");
        assertThat(fetch("2:3 (FLAGS BINARY[2])")).contains("* 2 FETCH (FLAGS (\\Seen) ", "* 3 FETCH (FLAGS (\\Seen) ");
        assertThat(inbox.mailbox().mailbox().refresh().flags(2).has(SystemFlag.SEEN))
                .isTrue();
    }

    @Test
    void examinedMailboxesStayUnseen() throws IOException, StoreException {
        assertThat(fetch("1 BODY[TEXT]")).doesNotContain("FLAGS");
        assertThat(inbox.mailbox().mailbox().refresh().flags(0).isEmpty()).isTrue();
    }

    @Test
    void messagesThatAreGoneAreLeftOut() throws IOException, StoreException {
        inbox.expunge(1);
        inbox.expungeUnseen(3);
        assertThat(fetch("1:4 (UID RFC822.SIZE)"))
                .doesNotContain("* 1 ")
                .contains("* 2 ", "* 3 ")
                .endsWith("NO [EXPUNGEISSUED]");
        assertThat(fetch("3 BODY[]")).isEqualTo("NO [EXPUNGEISSUED]");
        assertThat(inbox.run(FetchCommand.SPEC, Addressing.UID, "1:3 BODY.PEEK[TEXT]"))
                .startsWith("* 2 FETCH (UID 2 ")
                .endsWith("OK");
    }

    @Test
    void batchesOfAnySizeGiveTheSameAnswer() throws IOException, StoreException {
        String all = "1:5 (FLAGS ENVELOPE BODYSTRUCTURE BODY[] BINARY[1] BODY[HEADER.FIELDS (Subject)])";
        String whole = inbox.batches(1 << 20).run(FetchCommand.SPEC, Addressing.SEQUENCE, all);
        for (int batch : new int[] {1, 2, 7, 100}) {
            assertThat(inbox.batches(batch).run(FetchCommand.SPEC, Addressing.SEQUENCE, all))
                    .isEqualTo(whole);
        }
    }

    @Test
    void aMessageMayHoldAnyOctets() throws IOException, StoreException {
        byte[] octets = new byte[100_000];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) (i * 31);
        }
        inbox.with(octets, Flags.NONE, Instant.EPOCH).select(Access.READ_ONLY).batches(8192);
        assertThat(fetch("6 (BODY[] INTERNALDATE)"))
                .isEqualTo(("* 6 FETCH (BODY[] {100000}\r\n" + new String(octets, ISO_8859_1)
                                + " INTERNALDATE \"01-Jan-1970 00:00:00 +0000\")\r\nOK")
                        .replace("\r\n", "\n"));
        assertThat(fetch("6 (ENVELOPE BODYSTRUCTURE)")).endsWith("OK");
    }

    private String fetch(String arguments) throws IOException {
        return inbox.run(FetchCommand.SPEC, Addressing.SEQUENCE, arguments);
    }
}
