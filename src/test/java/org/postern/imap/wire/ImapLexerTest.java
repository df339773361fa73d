package org.postern.imap.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.postern.imap.codec.CommandText;

final class ImapLexerTest {
    private static final ImapLexer.Item<Object> ATOM = ImapLexer::atom;
    private static final ImapLexer.Item<Object> WORD = ImapLexer::word;
    private static final ImapLexer.Item<Object> TAG = ImapLexer::tag;
    private static final ImapLexer.Item<Object> NUMBER = ImapLexer::number;
    private static final ImapLexer.Item<Object> NZ = ImapLexer::nzNumber;
    private static final ImapLexer.Item<Object> NUMBER64 = ImapLexer::number64;
    private static final ImapLexer.Item<Object> ASTRING = ImapLexer::astring;
    private static final ImapLexer.Item<Object> STRING = ImapLexer::string;
    private static final ImapLexer.Item<Object> NSTRING = ImapLexer::nstring;
    private static final ImapLexer.Item<Object> LIST = in -> in.list(ImapLexer::atom);
    private static final ImapLexer.Item<Object> LIST_OR_EMPTY = in -> in.listOrEmpty(ImapLexer::atom);
    private static final ImapLexer.Item<Object> PATTERN = ImapLexer::listMailbox;

    /** What reads, what it is given, and the value or the octet of the error, and what is left. */
    private record Row(ImapLexer.Item<Object> item, String input, Object value, String rest) {}

    private record BadAt(int position) {}

    private static Row bad(ImapLexer.Item<Object> item, String input, int position) {
        return new Row(item, input, new BadAt(position), "");
    }

    private static Row row(ImapLexer.Item<Object> item, String input, Object value, String rest) {
        return new Row(item, input, value, rest);
    }

    private static final List<Row> ROWS = List.of(
            bad(ATOM, "", 0),
            bad(ATOM, "(a)", 0),
            bad(ATOM, "\"a\"", 0),
            bad(ATOM, "\\a", 0),
            bad(ATOM, "\u00e4", 0),
            bad(TAG, "+a", 0),
            bad(NUMBER, "x", 0),
            bad(NUMBER, "4294967296", 0),
            bad(NUMBER, "99999999999999999999", 0),
            bad(NZ, "0", 0),
            bad(NUMBER64, "9223372036854775808", 0),
            bad(NUMBER64, "-1", 0),
            bad(ASTRING, " a", 0),
            bad(ASTRING, "\"abc", 0),
            bad(ASTRING, "\"a\rb\"", 0),
            bad(ASTRING, "\"a\nb\"", 0),
            bad(ASTRING, "\"a\0b\"", 0),
            bad(ASTRING, "\"a\\", 0),
            bad(ASTRING, "\"\u00e4\"", 0),
            bad(ASTRING, "{3}\r\nab", 0),
            bad(ASTRING, "{3+}abc", 0),
            bad(ASTRING, "{x}\r\n", 1),
            bad(ASTRING, "{3}\r\na\0b", 0),
            bad(ASTRING, "{99999999999999999999}\r\n", 1),
            bad(STRING, "abc", 0),
            bad(NSTRING, "nilx", 0),
            bad(LIST, "()", 1),
            bad(LIST, "(a", 2),
            bad(LIST, "(a  b)", 3),
            bad(LIST, "(a )", 3),
            bad(LIST, "a", 0),
            bad(PATTERN, "(", 0),
            row(ATOM, "a.b-c]", "a.b-c", "]"),
            row(ATOM, "a}b x", "a}b", " x"),
            row(WORD, "fetch 1", "FETCH", " 1"),
            row(TAG, "A]1 x", "A]1", " x"),
            row(NUMBER, "0042x", 42L, "x"),
            row(NUMBER, "4294967295", 4294967295L, ""),
            row(NUMBER64, "9223372036854775807", Long.MAX_VALUE, ""),
            row(ASTRING, "a]b c", "a]b", " c"),
            row(ASTRING, "\"\"x", "", "x"),
            row(ASTRING, "\"a\\\"b\\\\c\"", "a\"b\\c", ""),
            row(ASTRING, "\"a\\b\"", "ab", ""),
            row(ASTRING, "\"J\u00c3\u00b6rg\"", "J\u00f6rg", ""),
            row(ASTRING, "{3}\r\nabcd", "abc", "d"),
            row(ASTRING, "{3+}\r\na\r\n)", "a\r\n", ")"),
            row(ASTRING, "~{2}\r\nab", "ab", ""),
            row(ASTRING, "{0}\r\n", "", ""),
            row(NSTRING, "nil", java.util.Optional.empty(), ""),
            row(NSTRING, "\"NIL\"", java.util.Optional.of("NIL"), ""),
            row(LIST, "(a b c)x", List.of("a", "b", "c"), "x"),
            row(LIST_OR_EMPTY, "()x", List.of(), "x"),
            row(PATTERN, "a/%*]", "a/%*]", ""));

    @TestFactory
    Stream<DynamicTest> reads() {
        return ROWS.stream().map(row -> DynamicTest.dynamicTest("<" + row.input + ">", () -> check(row)));
    }

    private static void check(Row row) throws ImapSyntaxException {
        ImapLexer in = lexer(row.input);
        if (row.value instanceof BadAt bad) {
            ImapSyntaxException e = catchThrowableOfType(ImapSyntaxException.class, () -> row.item.read(in));
            assertThat(e).as("an error").isNotNull();
            assertThat(e.position()).isEqualTo(bad.position);
        } else {
            assertThat(row.item.read(in)).isEqualTo(row.value);
            assertThat(row.input.substring(in.position())).isEqualTo(row.rest);
        }
    }

    @Test
    void wordsEndWhereAtomsEnd() {
        assertThat(lexer("FLAGS.SILENT").tryWord("FLAGS")).isFalse();
        assertThat(lexer("flags (").tryWord("FLAGS")).isTrue();
        assertThat(lexer("BODY[").tryWord("BODY"))
                .as("\"[\" is an atom character")
                .isFalse();
        assertThat(lexer("FLAG").tryWord("FLAGS")).isFalse();
    }

    @Test
    void parenthesesHaveALimit() throws ImapSyntaxException {
        ImapLexer in = lexer("(".repeat(ImapLexer.MAX_DEPTH + 1));
        for (int i = 0; i < ImapLexer.MAX_DEPTH; i++) {
            in.open();
        }
        ImapSyntaxException e = catchThrowableOfType(ImapSyntaxException.class, in::open);
        assertThat(e.position()).isEqualTo(ImapLexer.MAX_DEPTH);
    }

    @Test
    void spacesAtTheEndAreForgiven() throws ImapSyntaxException {
        ImapLexer in = lexer("a  ");
        in.atom();
        in.expectEnd();
        assertThat(in.position()).isEqualTo(3);
    }

    private static ImapLexer lexer(String text) {
        return new ImapLexer(new CommandText(text.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
