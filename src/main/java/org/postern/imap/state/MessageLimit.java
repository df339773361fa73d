package org.postern.imap.state;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * How many messages one command may process (RFC 9738).
 *
 * @param processed by any command that names messages; empty: any number
 * @param saved by COPY and APPEND; empty: as many as are processed
 */
public record MessageLimit(OptionalLong processed, OptionalLong saved) {
    public static final MessageLimit NONE = new MessageLimit(OptionalLong.empty(), OptionalLong.empty());

    /** What COPY and APPEND are held to. */
    public OptionalLong saving() {
        return processed.isPresent() ? processed : saved;
    }

    /** The capability: SAVELIMIT only where nothing else is limited (RFC 9738 3). */
    public Optional<String> capability() {
        if (processed.isPresent()) {
            return Optional.of("MESSAGELIMIT=" + processed.getAsLong());
        }
        return saved.isPresent() ? Optional.of("SAVELIMIT=" + saved.getAsLong()) : Optional.empty();
    }
}
