package org.postern.delivery;

import java.util.function.Function;

/** One of those whom a RCPT means. */
sealed interface Member permits Recipient, Forward {
    /** Which leads there. */
    Address address();

    /** What one of the two makes of it. */
    <T> T as(Function<Recipient, T> recipient, Function<Forward, T> forward);
}
