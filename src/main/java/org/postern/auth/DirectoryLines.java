package org.postern.auth;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the lines of a directory file say of somebody each, in their order. Of two lines of one name the first counts.
 * Invariant: whoever has a line that can be told to be his is known, whatever else in it is wrong: asked about, he is FAULTY
 * and never unknown, or a slip of the hand would send his mail back.
 *
 * @param <K> names
 * @param <V> what is said
 */
final class DirectoryLines<K, V> {
    private final Map<K, V> values = new LinkedHashMap<>();
    private final Map<K, String> faults = new LinkedHashMap<>();
    private final List<K> names = new ArrayList<>();
    private final List<String> problems;

    /** How a line is read; IllegalArgumentException with a sentence that repeats nothing secret. */
    interface Reading<K, V> {
        /** Whose line it is. */
        K name(String line);

        /** All that it says. */
        V value(String line);

        /** What an operator should know of a line that can be used. */
        default Optional<String> note(V value) {
            return Optional.empty();
        }
    }

    private DirectoryLines(Path file, List<String> lines, Reading<K, V> reading) {
        LineProblems found = new LineProblems(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!OctetLines.isBlank(line)) {
                int number = i + 1;
                found.at(number, () -> add(line, reading, found, number));
            }
        }
        this.problems = found.sentences();
    }

    static <K, V> DirectoryLines<K, V> of(Path file, List<String> lines, Reading<K, V> reading) {
        return new DirectoryLines<>(file, lines, reading);
    }

    /** Where the first line about somebody is; -1 when none is. */
    static <K> int indexOf(List<String> lines, K name, Reading<K, ?> reading) {
        for (int i = 0; i < lines.size(); i++) {
            if (isAbout(name, lines.get(i), reading)) {
                return i;
            }
        }
        return -1;
    }

    /** All lines but those about somebody. */
    static <K> List<String> without(List<String> lines, K name, Reading<K, ?> reading) {
        return lines.stream().filter(line -> !isAbout(name, line, reading)).toList();
    }

    /** Even when something else in the line is wrong. */
    private static <K> boolean isAbout(K name, String line, Reading<K, ?> reading) {
        try {
            return !OctetLines.isBlank(line) && reading.name(line).equals(name);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void add(String line, Reading<K, V> reading, LineProblems found, int number) {
        K name = reading.name(line);
        if (isKnown(name)) {
            throw new IllegalArgumentException(name + " is there already; the first line counts");
        }
        names.add(name);
        V value;
        try {
            value = reading.value(line);
        } catch (IllegalArgumentException e) {
            faults.put(name, found.place(number) + e.getMessage());
            throw e;
        }
        values.put(name, value);
        reading.note(value).ifPresent(note -> {
            throw new IllegalArgumentException(note);
        });
    }

    /** Empty when no line is about it; FAULTY when that line is wrong. */
    Optional<V> find(K name) throws DirectoryException {
        String fault = faults.get(name);
        if (fault != null) {
            throw new DirectoryException(DirectoryException.Problem.FAULTY, fault);
        }
        return Optional.ofNullable(values.get(name));
    }

    boolean isKnown(K name) {
        return values.containsKey(name) || faults.containsKey(name);
    }

    /** Those whose lines can be used. */
    Collection<V> values() {
        return values.values();
    }

    /** Everybody, whether his line can be used or not. */
    List<K> names() {
        return List.copyOf(names);
    }

    /** What is wrong with which line. */
    List<String> problems() {
        return problems;
    }

    /** Names of those whose lines are wrong. */
    Set<K> faulty() {
        return Set.copyOf(faults.keySet());
    }
}
