package org.postern.imap.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.postern.ProcessorTime;
import org.postern.imap.codec.CommandText;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.imap.wire.Utf8;
import org.postern.store.MailboxName;
import org.postern.store.Problem;
import org.postern.store.StoreException;

final class ValueSyntaxTest {
    private static final ImapLexer.Item<Object> SET = MessageSet::parse;
    private static final ImapLexer.Item<Object> FLAGS = FlagSyntax::parseList;
    private static final ImapLexer.Item<Object> STORE_FLAGS = FlagSyntax::parseStoreFlags;
    private static final ImapLexer.Item<Object> DATE = DateSyntax::parseDate;
    private static final ImapLexer.Item<Object> DATE_TIME =
            in -> DateSyntax.parseDateTime(in).withOffsetSameInstant(ZoneOffset.UTC);
    private static final ImapLexer.Item<Object> STATUS = in -> new StatusItems(StatusItems.BASE)
            .parse(in).stream().map(StatusItem::name).toList();

    private record Row(ImapLexer.Item<Object> item, String input, String value, int position) {}

    private static Row bad(ImapLexer.Item<Object> item, String input, int position) {
        return new Row(item, input, "", position);
    }

    private static Row row(ImapLexer.Item<Object> item, String input, String value) {
        return new Row(item, input, value, -1);
    }

    private static final List<Row> ROWS = List.of(
            bad(SET, "", 0),
            bad(SET, "0", 0),
            bad(SET, "1:", 2),
            bad(SET, "1:0", 2),
            bad(SET, ",1", 0),
            bad(SET, "1,", 2),
            bad(SET, "x", 0),
            bad(SET, "4294967296", 0),
            bad(FLAGS, "\\Seen", 0),
            bad(FLAGS, "(\\Seen", 6),
            bad(FLAGS, "(\\Foo)", 1),
            bad(FLAGS, "(\\)", 2),
            bad(FLAGS, "(a\"b\")", 2),
            bad(FLAGS, "(" + "k".repeat(65) + ")", 1),
            bad(STORE_FLAGS, "", 0),
            bad(STORE_FLAGS, "a ", 2),
            bad(DATE, "32-Jan-2026", 0),
            bad(DATE, "29-Feb-2025", 0),
            bad(DATE, "1-Foo-2026", 2),
            bad(DATE, "1-Jan-26", 8),
            bad(DATE, "\"1-Jan-2026", 11),
            bad(DATE, "-Jan-2026", 0),
            bad(DATE_TIME, "1-Jan-2026 00:00:00 +0000", 0),
            bad(DATE_TIME, "\"1-Jan-2026 24:00:00 +0000\"", 1),
            bad(DATE_TIME, "\"1-Jan-2026 00:00:00 0000\"", 21),
            bad(DATE_TIME, "\"1-Jan-2026 00:00:00 +9999\"", 1),
            bad(DATE_TIME, "\"1-Jan-2026 00:00:00 +0000", 26),
            bad(STATUS, "()", 1),
            bad(STATUS, "(FOO)", 1),
            row(SET, "1", "1"),
            row(SET, "$", "$"),
            row(SET, "*", "*"),
            row(SET, "1:*,3,7:5,4294967295", "1:*,3,7:5,4294967295"),
            row(SET, "3:3", "3"),
            row(FLAGS, "()", ""),
            row(FLAGS, "(\\seen \\ANSWERED $Work work2)", "\\Answered \\Seen $Work work2"),
            row(FLAGS, "(\\Recent a A)", "a"),
            row(STORE_FLAGS, "\\Deleted x", "\\Deleted x"),
            row(STORE_FLAGS, "(\\Deleted x)", "\\Deleted x"),
            row(DATE, "1-feb-1994", "1994-02-01"),
            row(DATE, "\"01-Feb-1994\"", "1994-02-01"),
            row(DATE_TIME, "\"17-Jul-1996 02:44:25 -0700\"", "1996-07-17T09:44:25Z"),
            row(DATE_TIME, "\" 7-Jul-1996 02:44:60 +0100\"", "1996-07-07T01:44:59Z"),
            row(STATUS, "(uidnext MESSAGES uidnext)", "[UIDNEXT, MESSAGES]"));

    @TestFactory
    Stream<DynamicTest> parses() {
        return ROWS.stream().map(row -> DynamicTest.dynamicTest("<" + row.input + ">", () -> check(row)));
    }

    private static void check(Row row) throws ImapSyntaxException {
        ImapLexer in = new ImapLexer(CommandText.of(row.input));
        if (row.position >= 0) {
            ImapSyntaxException e = catchThrowableOfType(ImapSyntaxException.class, () -> row.item.read(in));
            assertThat(e).as("an error").isNotNull();
            assertThat(e.position()).isEqualTo(row.position);
        } else {
            assertThat(row.item.read(in)).hasToString(row.value);
            assertThat(in.atEnd()).isTrue();
        }
    }

    @Test
    void internalDatesAreWrittenInUtc() {
        assertThat(DateSyntax.compose(Instant.parse("1994-02-01T21:52:25Z"))).isEqualTo("01-Feb-1994 21:52:25 +0000");
        assertThat(DateSyntax.compose(Instant.parse("0999-12-31T01:02:03.9Z"))).isEqualTo("31-Dec-0999 01:02:03 +0000");
    }

    @Test
    void modifiedUtf7HasOneFormOnly() {
        for (String bad :
                List.of("&", "&Jjo", "&AGE-", "&Jjo!-", "&U,BTFw-&ZeVnLIqe-x&", "a&-b&", "&AA-", "\u00e4", "&2AA-")) {
            assertThat(ModifiedUtf7.decode(bad)).as(bad).isEmpty();
        }
        assertThat(ModifiedUtf7.decode("~peter/mail/&U,BTFw-/&ZeVnLIqe-"))
                .contains("~peter/mail/\u53f0\u5317/\u65e5\u672c\u8a9e");
        assertThat(ModifiedUtf7.decode("R&-D")).contains("R&D");
        assertThat(ModifiedUtf7.encode("Entw\u00fcrfe & \ud83d\ude00")).isEqualTo("Entw&APw-rfe &- &2D3eAA-");
    }

    @Test
    void modifiedUtf7OfAnyNameIsReadBack() {
        for (int seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            StringBuilder name = new StringBuilder();
            for (int i = random.nextInt(10); i >= 0; i--) {
                int c = random.nextInt(4) == 0 ? '&' : random.nextInt(0x11000);
                name.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? '-' : c);
            }
            String encoded = ModifiedUtf7.encode(name.toString());
            assertThat(encoded).as("seed %d", seed).matches("[\\x20-\\x7e]*");
            assertThat(ModifiedUtf7.decode(encoded)).as("seed %d", seed).contains(name.toString());
        }
    }

    @Test
    void namesAreReadAsTheSessionAgreed() throws StoreException {
        MailboxText encoded = new MailboxText("Entw&APw-rfe");
        assertThat(encoded.name(Utf8.OFF)).isEqualTo(new MailboxName("Entw\u00fcrfe"));
        assertThat(encoded.name(Utf8.ON)).isEqualTo(new MailboxName("Entw&APw-rfe"));
        assertThat(new MailboxText("Entw\u00fcrfe").name(Utf8.OFF)).isEqualTo(new MailboxName("Entw\u00fcrfe"));
        assertThat(new MailboxText("a/").name(Utf8.OFF)).isEqualTo(new MailboxName("a"));
        assertThat(new MailboxText("inbox").name(Utf8.OFF)).isEqualTo(MailboxName.INBOX);
        for (String bad : List.of("", "/", "a//b", "a//", "../b", "a\nb", "&AAo-", "a%", "R&D")) {
            StoreException e = catchThrowableOfType(StoreException.class, () -> new MailboxText(bad).name(Utf8.OFF));
            assertThat(e).as(bad).isNotNull();
            assertThat(e.problem()).isEqualTo(Problem.INVALID_NAME);
        }
    }

    @Test
    void patternsMatch() {
        for (String[] row : new String[][] {
            {"*", "a/b", "yes"},
            {"%", "a/b", "no"},
            {"%", "ab", "yes"},
            {"%/%", "a/b", "yes"},
            {"a*", "a", "yes"},
            {"a*b", "a/x/b", "yes"},
            {"a%b", "a/b", "no"},
            {"a%b", "axb", "yes"},
            {"*%", "a/b", "yes"},
            {"%*", "a/b", "yes"},
            {"a", "A", "no"},
            {"inbox", "INBOX", "yes"},
            {"InB*", "INBOX", "yes"},
            {"inbox/%", "INBOX/a", "yes"},
            {"inbox/A", "INBOX/a", "no"},
            {"i%", "INBOX", "yes"},
            {"", "a", "no"},
            {"%%", "ab", "yes"},
            {"a/", "a", "no"}
        }) {
            assertThat(new ListPattern("", row[0]).matches(row[1]))
                    .as("%s against %s", row[0], row[1])
                    .isEqualTo(row[2].equals("yes"));
        }
        assertThat(new ListPattern("a/", "%").matches("a/b")).isTrue();
    }

    @Test
    void hostilePatternsTakeNoLonger() throws Exception {
        String pattern = "*a%a".repeat(2000) + "b";
        ProcessorTime.atMost(
                Duration.ofSeconds(10),
                () -> assertThat(new ListPattern("", pattern).matches("a".repeat(1000)))
                        .isFalse());
    }

    @Test
    void patternsAgreeWithTheNaiveMatcher() {
        for (int seed = 0; seed < 5000; seed++) {
            Random random = new Random(seed);
            String pattern = text(random, "ab/*%");
            String name = text(random, "ab/");
            assertThat(new ListPattern("", pattern).matches(name))
                    .as("%s against %s", pattern, name)
                    .isEqualTo(naive(pattern, name));
        }
    }

    private static boolean naive(String pattern, String name) {
        if (pattern.isEmpty()) {
            return name.isEmpty();
        }
        char c = pattern.charAt(0);
        boolean wild = c == '*' || c == '%';
        if (wild && naive(pattern.substring(1), name)) {
            return true;
        }
        if (name.isEmpty()) {
            return false;
        }
        boolean here = c == '*' || (c == '%' && name.charAt(0) != '/') || c == name.charAt(0);
        return here && naive(wild ? pattern : pattern.substring(1), name.substring(1));
    }

    private static String text(Random random, String from) {
        return random.ints(random.nextInt(7), 0, from.length())
                .mapToObj(i -> from.substring(i, i + 1))
                .reduce("", String::concat);
    }

    @Test
    void emptyOptionsOfDecodingAreNotNames() {
        assertThat(new MailboxText("&").unicode(Utf8.OFF)).isEqualTo(Optional.empty());
    }
}
