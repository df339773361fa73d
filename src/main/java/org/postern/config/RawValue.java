package org.postern.config;

import java.util.List;
import java.util.stream.Stream;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** A value as its source gave it, before its key's type has looked at it. */
record RawValue(Form form, String text, List<RawValue> items) {
    enum Form {
        /** From the environment or the command line: nothing is known about its type. */
        UNTYPED("a text"),
        TEXT("a text in quotes"),
        NUMBER("a whole number"),
        TRUTH("true or false"),
        LIST("a list"),
        TABLE("a table"),
        OTHER("a fraction or a date");

        private final String name;

        Form(String name) {
            this.name = name;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static RawValue untyped(String text) {
        return new RawValue(Form.UNTYPED, text, List.of());
    }

    /** The items of a list written as text: separated by commas, in brackets and quotes or without. */
    Stream<RawValue> split() {
        String inner = text.strip();
        if (inner.startsWith("[") && inner.endsWith("]")) {
            inner = inner.substring(1, inner.length() - 1);
        }
        return Stream.of(inner.split(",", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .map(item -> untyped(unquoted(item)));
    }

    static RawValue fromToml(Object value) {
        if (value instanceof TomlArray array) {
            return new RawValue(
                    Form.LIST,
                    "",
                    array.toList().stream().map(RawValue::fromToml).toList());
        }
        return new RawValue(formOf(value), value.toString(), List.of());
    }

    private static Form formOf(Object value) {
        if (value instanceof String) {
            return Form.TEXT;
        }
        if (value instanceof Long) {
            return Form.NUMBER;
        }
        if (value instanceof Boolean) {
            return Form.TRUTH;
        }
        return value instanceof TomlTable ? Form.TABLE : Form.OTHER;
    }

    private static String unquoted(String item) {
        boolean quoted = item.length() >= 2 && (item.charAt(0) == '"' || item.charAt(0) == '\'');
        return quoted && item.charAt(item.length() - 1) == item.charAt(0) ? item.substring(1, item.length() - 1) : item;
    }
}
