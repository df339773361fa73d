package org.postern.config;

import java.util.Locale;
import java.util.Optional;

/**
 * One configuration key: a row of {@link Keys}.
 *
 * @param <T> the Java type of its values
 */
public final class Key<T> {
    private final String name;
    private final KeyType<T> type;
    private final Optional<T> fallback;
    private final String shownDefault;
    private final String meaning;

    private Key(String name, KeyType<T> type, Optional<T> fallback, String shownDefault, String meaning) {
        this.name = name;
        this.type = type;
        this.fallback = fallback;
        this.shownDefault = shownDefault;
        this.meaning = meaning;
    }

    /** A key with a default, written as on the command line. */
    static <T> Key<T> of(String name, KeyType<T> type, String fallback, String meaning) {
        return new Key<>(name, type, Optional.of(type.read(RawValue.untyped(fallback))), fallback, meaning);
    }

    /** A key without a default of its own: none, or one derived from other keys, which {@code shown} describes. */
    static <T> Key<T> open(String name, KeyType<T> type, String shown, String meaning) {
        return new Key<>(name, type, Optional.empty(), shown, meaning);
    }

    /** As written in the file, with dots: {@code imap.tls-port}. */
    public String name() {
        return name;
    }

    /** The environment variable that sets this key. */
    public String environmentName() {
        return "POSTERN_" + name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** The default as the documentation shows it. */
    public String shownDefault() {
        return shownDefault;
    }

    /** One line for the documentation. */
    public String meaning() {
        return meaning;
    }

    KeyType<T> type() {
        return type;
    }

    Optional<T> fallback() {
        return fallback;
    }

    @Override
    public String toString() {
        return name;
    }
}
