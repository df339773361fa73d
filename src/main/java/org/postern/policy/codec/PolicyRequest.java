package org.postern.policy.codec;

import java.util.Map;
import java.util.Optional;

/** What Postfix asks, or what came instead of a question. */
public sealed interface PolicyRequest {
    /** Attributes by name, in the order they came; of two with one name the last counts. */
    record Question(Map<String, String> attributes) implements PolicyRequest {
        public Question {
            attributes = Map.copyOf(attributes);
        }

        /** Empty when the attribute is missing or, which to Postfix is the same, has no value. */
        public Optional<String> attribute(String name) {
            return Optional.ofNullable(attributes.get(name)).filter(value -> !value.isEmpty());
        }
    }

    /** Something that is no question: a line without "=", too long, or too many of them. */
    record Nonsense() implements PolicyRequest {}
}
