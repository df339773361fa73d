package org.postern.boot;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an operator's command wants.
 *
 * @param operation a name in {@link Operations}, for example {@code user.add}
 * @param words its arguments in order
 * @param options its options that were given
 */
public record ControlRequest(String operation, List<String> words, Map<String, String> options) {
    public ControlRequest {
        words = List.copyOf(words);
        options = Map.copyOf(options);
    }

    /** The argument at a place. */
    String word(int index) throws OperationException {
        if (index >= words.size()) {
            throw new OperationException(ControlResponse.Status.USAGE, operation + ": an argument is missing");
        }
        return words.get(index);
    }

    Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    /** Whether a message follows it. */
    boolean hasMessage() {
        return operation.equals("deliver");
    }

    /** Only the name: an option may be a password. */
    @Override
    public String toString() {
        return operation;
    }
}
