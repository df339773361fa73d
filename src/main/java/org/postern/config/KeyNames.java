package org.postern.config;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks up keys by name and guesses what an unknown one was meant to be. */
final class KeyNames {
    private static final int FARTHEST_GUESS = 3;

    private final Map<String, Key<?>> keys;
    private final Map<String, Key<?>> byEnvironmentName;
    private final Set<String> groups;

    KeyNames(Map<String, Key<?>> keys) {
        this.keys = keys;
        this.byEnvironmentName = keys.values().stream().collect(Collectors.toMap(Key::environmentName, key -> key));
        this.groups = keys.keySet().stream()
                .filter(name -> name.indexOf('.') > 0)
                .map(name -> name.substring(0, name.indexOf('.')))
                .collect(Collectors.toSet());
    }

    Optional<Key<?>> find(String name) {
        return Optional.ofNullable(keys.get(name));
    }

    Optional<Key<?>> findByEnvironmentName(String variable) {
        return Optional.ofNullable(byEnvironmentName.get(variable));
    }

    /** Whether keys start with {@code name} and a dot. */
    boolean isGroup(String name) {
        return groups.contains(name);
    }

    /** What to say about a key that does not exist. */
    String unknown(String name) {
        return "unknown key " + name + guess(name, keys.keySet());
    }

    /** What to say about a variable that names no key. */
    String unknownVariable(String variable) {
        return "names no key" + guess(variable, byEnvironmentName.keySet());
    }

    private static String guess(String name, Set<String> known) {
        return known.stream()
                .filter(candidate -> score(name, candidate) <= FARTHEST_GUESS)
                .min(Comparator.<String>comparingInt(candidate -> score(name, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .map(candidate -> " (did you mean " + candidate + "?)")
                .orElse("");
    }

    /** A key whose table was forgotten or is another one is a near miss however long the table's name is. */
    private static int score(String name, String candidate) {
        String last = candidate.substring(candidate.lastIndexOf('.') + 1);
        return last.equals(name.substring(name.lastIndexOf('.') + 1)) ? FARTHEST_GUESS : distance(name, candidate);
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
