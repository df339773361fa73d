package org.postern.auth;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The values that the lines of one reading of a file give a field, found when first asked for. Thread-safe. */
final class FieldValues {
    private final Collection<Map<String, String>> lines;
    private final Map<String, Set<String>> known = new ConcurrentHashMap<>();

    FieldValues(Collection<Map<String, String>> lines) {
        this.lines = lines;
    }

    Set<String> of(String field) {
        return known.computeIfAbsent(
                field,
                f -> lines.stream()
                        .map(fields -> Optional.ofNullable(fields.get(f)))
                        .flatMap(Optional::stream)
                        .collect(Collectors.toUnmodifiableSet()));
    }
}
