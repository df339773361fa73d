package org.postern.config;

import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * How the values of a key are written, in TOML and as the text of an environment variable or of {@code --set}.
 *
 * @param <T> the Java type of the values
 */
abstract sealed class KeyType<T> {

    /** Completes "must be …", for errors and for the documentation. */
    abstract String description();

    /**
     * Reads one value.
     *
     * @throws IllegalArgumentException with a sentence for the operator
     */
    abstract T read(RawValue raw);

    static <T> KeyType<T> scalar(String description, Set<RawValue.Form> forms, Function<String, T> parser) {
        return new Scalar<>(description, forms, parser);
    }

    static <E> KeyType<List<E>> listOf(KeyType<E> element) {
        return new ListOf<>(element);
    }

    private static final class Scalar<T> extends KeyType<T> {
        private final String description;
        private final Set<RawValue.Form> forms;
        private final Function<String, T> parser;

        Scalar(String description, Set<RawValue.Form> forms, Function<String, T> parser) {
            this.description = description;
            this.forms = forms;
            this.parser = parser;
        }

        @Override
        String description() {
            return description;
        }

        @Override
        T read(RawValue raw) {
            if (raw.form() != RawValue.Form.UNTYPED && !forms.contains(raw.form())) {
                throw new IllegalArgumentException("must be " + description + ", not " + raw.form());
            }
            return parser.apply(raw.text());
        }
    }

    private static final class ListOf<E> extends KeyType<List<E>> {
        private final KeyType<E> element;

        ListOf(KeyType<E> element) {
            this.element = element;
        }

        @Override
        String description() {
            return "a list, each item " + element.description();
        }

        @Override
        List<E> read(RawValue raw) {
            return switch (raw.form()) {
                case LIST -> raw.items().stream().map(element::read).toList();
                case UNTYPED -> raw.split().map(element::read).toList();
                case TEXT, NUMBER, TRUTH, TABLE, OTHER ->
                    throw new IllegalArgumentException("must be " + description() + ", not " + raw.form());
            };
        }
    }
}
