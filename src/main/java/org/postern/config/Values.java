package org.postern.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the sources have set so far, with the place of each value, and what went wrong. Used by one thread. */
final class Values {
    private final Map<Key<?>, Placed<?>> values = new HashMap<>();
    private final List<ConfigProblem> problems = new ArrayList<>();

    private record Placed<T>(T value, String where) {}

    /** Takes a value, replacing what an earlier source said. */
    <T> void put(Key<T> key, RawValue raw, String where) {
        try {
            values.put(key, new Placed<>(key.type().read(raw), where));
        } catch (IllegalArgumentException e) {
            problem(where, key.name() + ": " + e.getMessage());
        }
    }

    <T> Optional<T> find(Key<T> key) {
        Placed<?> placed = values.get(key);
        if (placed == null) {
            return key.fallback();
        }
        @SuppressWarnings("unchecked") // put() only stores values of the key's own type
        T value = (T) placed.value();
        return Optional.of(value);
    }

    /** The value of a key that has a default. */
    <T> T get(Key<T> key) {
        return find(key).orElseThrow();
    }

    /** Where the value of {@code key} comes from. */
    String where(Key<?> key) {
        Placed<?> placed = values.get(key);
        return placed == null ? "default" : placed.where();
    }

    void problem(String where, String what) {
        problems.add(new ConfigProblem(where, what));
    }

    List<ConfigProblem> problems() {
        return problems;
    }
}
