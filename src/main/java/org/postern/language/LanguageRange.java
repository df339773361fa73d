package org.postern.language;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a client asks for when it chooses a language, {@code de-AT} for example.
 *
 * @param text as the client wrote it
 */
public record LanguageRange(String text) {
    /**
     * The language that fits best: the one of that tag, or of what is left of it when parts at its end are taken away (RFC
     * 4647 3.4), in any case.
     */
    public <L> Optional<L> best(Collection<L> languages, Function<L, String> tag) {
        String left = text;
        while (!left.isEmpty()) {
            String wanted = left;
            Optional<L> found = languages.stream()
                    .filter(l -> tag.apply(l).equalsIgnoreCase(wanted))
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
            left = left.substring(0, Math.max(0, left.lastIndexOf('-')));
        }
        return Optional.empty();
    }
}
