package org.postern.delivery;

import java.util.function.Function;

/** One of those whom a RCPT means. */
sealed interface Member permits Recipient, Forward {
    /** Which leads there. */
    Address address();

    /** Who gets it in the end, whatever address leads there. */
    String destination();

    /** What one of the two makes of it. */
    <T> T as(Function<Recipient, T> recipient, Function<Forward, T> forward);
}
