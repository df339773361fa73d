package org.postern.imap.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads FETCH answers as strictly as RFC 9051 9 is written. Octets are Latin-1 characters, lines end with CRLF. */
final class FetchAnswer {
    /** Stands for NIL. */
    private static final Object NIL = new Object();

    private final String text;
    private int at;

    private FetchAnswer(String text) {
        this.text = text;
    }

    /** Fails unless {@code text} is one FETCH line whose values fit their names, and then {@code OK}. */
    static void check(String text) {
        FetchAnswer in = new FetchAnswer(text);
        in.literally("* 1 FETCH (");
        do {
            in.item();
        } while (in.take(' '));
        in.literally(")\r\nOK");
        assertThat(in.at).isEqualTo(text.length());
    }

    private void item() {
        int start = at;
        while (text.charAt(at) != ' ') {
            at++;
        }
        String name = text.substring(start, at++);
        Object value = value();
        switch (name) {
            case "ENVELOPE" -> envelope(value);
            case "BODY" -> body(value, 7, 0);
            case "BODYSTRUCTURE" -> body(value, 7, 4);
            default -> assertThat(value).as(name).isInstanceOf(String.class);
        }
    }

    private static void envelope(Object value) {
        List<?> fields = list(value);
        assertThat(fields).hasSize(10);
        for (int i : new int[] {0, 1, 8, 9}) {
            nstring(fields.get(i));
        }
        fields.subList(2, 8).stream().filter(field -> field != NIL).forEach(FetchAnswer::addresses);
    }

    private static void addresses(Object value) {
        assertThat(list(value)).isNotEmpty();
        for (Object address : list(value)) {
            assertThat(list(address)).hasSize(4);
            list(address).forEach(FetchAnswer::nstring);
        }
    }

    /** Checks a body; {@code basic} fields stand in every single part, {@code more} is what extension data adds. */
    private static void body(Object value, int basic, int more) {
        List<?> fields = list(value);
        if (fields.get(0) instanceof List) {
            multipart(fields, basic, more);
            return;
        }
        string(fields.get(0));
        string(fields.get(1));
        parameters(fields.get(2));
        nstring(fields.get(3));
        nstring(fields.get(4));
        string(fields.get(5));
        number(fields.get(6));
        String type = ((String) fields.get(0)).toLowerCase(Locale.ROOT);
        int extension = basic;
        if (type.equals("text")) {
            number(fields.get(extension++));
        } else if (type.equals("message") && ((String) fields.get(1)).matches("(?i)rfc822|global")) {
            envelope(fields.get(extension++));
            body(fields.get(extension++), basic, more);
            number(fields.get(extension++));
        }
        assertThat(fields).hasSize(extension + more);
        if (more > 0) {
            nstring(fields.get(extension));
            extension(fields, extension + 1);
        }
    }

    private static void multipart(List<?> fields, int basic, int more) {
        int parts = 0;
        while (fields.get(parts) instanceof List) {
            body(fields.get(parts++), basic, more);
        }
        string(fields.get(parts));
        assertThat(fields).hasSize(parts + 1 + more);
        if (more > 0) {
            parameters(fields.get(parts + 1));
            extension(fields, parts + 2);
        }
    }

    /** Disposition, language, location. */
    private static void extension(List<?> fields, int from) {
        Object disposition = fields.get(from);
        if (disposition != NIL) {
            assertThat(list(disposition)).hasSize(2);
            string(list(disposition).get(0));
            parameters(list(disposition).get(1));
        }
        Object language = fields.get(from + 1);
        if (language != NIL) {
            assertThat(list(language)).isNotEmpty();
            list(language).forEach(FetchAnswer::string);
        }
        nstring(fields.get(from + 2));
    }

    private static void parameters(Object value) {
        if (value != NIL) {
            assertThat(list(value).size()).isPositive().isEven();
            list(value).forEach(FetchAnswer::string);
        }
    }

    private static List<?> list(Object value) {
        assertThat(value).isInstanceOf(List.class);
        return (List<?>) value;
    }

    private static void string(Object value) {
        assertThat(value).isInstanceOf(String.class);
    }

    private static void nstring(Object value) {
        assertThat(value == NIL || value instanceof String).isTrue();
    }

    private static void number(Object value) {
        assertThat(value).isInstanceOf(Long.class);
    }

    private Object value() {
        if (take('(')) {
            List<Object> values = new ArrayList<>();
            while (!take(')')) {
                // The parts of a multipart and the addresses of a list stand together without spaces.
                boolean together = text.charAt(at) == '(' && text.charAt(at - 1) == ')';
                if (!values.isEmpty() && !together) {
                    literally(" ");
                }
                values.add(value());
            }
            return values;
        }
        if (text.startsWith("NIL", at)) {
            at += 3;
            return NIL;
        }
        return switch (text.charAt(at)) {
            case '"' -> quoted();
            case '{' -> literal();
            default -> Long.valueOf(digits());
        };
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        at++;
        while (!take('"')) {
            take('\\');
            char c = text.charAt(at++);
            assertThat(c).isBetween((char) 1, (char) 0x7F).isNotIn('\r', '\n');
            value.append(c);
        }
        return value.toString();
    }

    private String literal() {
        at++;
        int octets = Integer.parseInt(digits());
        literally("}\r\n");
        assertThat(octets).isLessThanOrEqualTo(text.length() - at);
        at += octets;
        return text.substring(at - octets, at);
    }

    private String digits() {
        int start = at;
        while (Character.isDigit(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private boolean take(char c) {
        boolean there = text.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    private void literally(String expected) {
        assertThat(text.startsWith(expected, at))
                .as("\"%s\" at %d of %s", expected, at, text)
                .isTrue();
        at += expected.length();
    }
}
