package org.postern.store;

import java.io.IOException;
import java.util.Optional;

/**
 * Makes of a message what listings need, once, for a store to keep: octets that only their maker understands. Given to a
 * store when it is opened. Thread-safe.
 */
public interface Summarizer {
    /** For stores that keep nothing. */
    Summarizer NONE = new Summarizer() {
        @Override
        public int version() {
            return 0;
        }

        @Override
        public Optional<byte[]> summarize(MessageBody message, Occasion occasion) {
            return Optional.empty();
        }
    };

    /** When a summary is made. */
    enum Occasion {
        /** All of the message was just received, and is at hand. */
        ARRIVAL,
        /** Somebody waits: what would take reading much of a large message may be left out. */
        DEMAND
    }

    /** Differs from that of every summarizer whose octets mean something else; octets of another version are forgotten. */
    int version();

    /** A summary, at most {@value Summaries#LONGEST} octets; empty when it would be longer, or the message is too odd. */
    Optional<byte[]> summarize(MessageBody message, Occasion occasion) throws IOException;
}
