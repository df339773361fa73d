package org.postern.transcript;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code <name>} stands for, bound on first sight and the same for all sessions of a script. */
final class Bindings {
    /** A lower-case name, so that {@code <alice@localhost>}, {@code <>} and {@code <0>} stay what they are. */
    static final Pattern VARIABLE = Pattern.compile("<([a-z][a-z0-9]*)>");

    private final Map<String, String> values = new HashMap<>();

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    void bind(String name, String value) {
        values.put(name, value);
    }

    /** Whether a text names something that is not known yet. */
    boolean isOpen(String text) {
        return VARIABLE.matcher(text).results().anyMatch(r -> !values.containsKey(r.group(1)));
    }

    String expand(String text) {
        return VARIABLE.matcher(text)
                .replaceAll(r -> Matcher.quoteReplacement(get(r.group(1))
                        .orElseThrow(() -> new IllegalArgumentException("<" + r.group(1) + "> is not bound yet"))));
    }
}
