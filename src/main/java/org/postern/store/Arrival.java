package org.postern.store;

import java.time.Instant;

/**
 * A message about to be placed.
 *
 * @param received INTERNALDATE, whole seconds count
 */
public record Arrival(SpooledMessage message, Flags flags, Instant received, Afterwards afterwards) {
    /** What becomes of the spooled message once it is placed. */
    public enum Afterwards {
        /** It may be read and placed again. */
        KEPT,
        /**
         * It is only closed, so a store may put the spooled octets themselves where it places them. Where placing fails, the
         * message is as before and may be placed again.
         */
        CLOSED
    }

    public Arrival(SpooledMessage message, Flags flags, Instant received) {
        this(message, flags, received, Afterwards.KEPT);
    }

    /** An arrival after whose placing the message is only closed. */
    public static Arrival last(SpooledMessage message, Flags flags, Instant received) {
        return new Arrival(message, flags, received, Afterwards.CLOSED);
    }

    /** The same with other flags. */
    public Arrival with(Flags others) {
        return new Arrival(message, others, received, afterwards);
    }
}
