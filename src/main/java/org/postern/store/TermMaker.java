package org.postern.store;

import java.io.IOException;
import java.util.Optional;

/**
 * Makes of a message the terms by which searches ask for it, for a store to keep an index of: numbers that only their maker
 * understands. Given to a store when it is opened. Thread-safe.
 */
public interface TermMaker {
    /** For stores that keep no index. */
    TermMaker NONE = new TermMaker() {
        @Override
        public String version() {
            return "none";
        }

        @Override
        public Optional<long[]> terms(MessageBody message) {
            return Optional.empty();
        }
    };

    /** Differs from that of every maker that would give some message other terms; an index of another version is forgotten. */
    String version();

    /**
     * The terms of a message, none negative and none twice; empty when there are too many, or the message is too odd. It is
     * among those that may have any terms then.
     */
    Optional<long[]> terms(MessageBody message) throws IOException;
}
