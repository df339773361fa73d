package org.postern.store.maildir;

import java.util.function.LongSupplier;
import org.postern.store.TermMaker;

/**
 * How messages are indexed by terms.
 *
 * @param maker of the terms
 * @param most octets that the indexes of an account may have, about; 0 for none; asked each time
 */
public record TermSettings(TermMaker maker, LongSupplier most) {
    /** None at all. */
    public static final TermSettings NONE = new TermSettings(TermMaker.NONE, () -> 0);

    boolean isOn() {
        return octets() > 0;
    }

    long octets() {
        return most.getAsLong();
    }
}
