package org.postern.delivery;

import java.util.function.Function;

/**
 * Somebody elsewhere to whom mail is sent on.
 *
 * @param address whose mailbox is elsewhere
 * @param by the alias or user here whose mail it is
 * @param kept whether that user's own mailbox gets it too
 */
record Forward(Address address, Address by, Kept kept) implements Member {
    /** What becomes of a message that comes back to where it was sent on. */
    enum Kept {
        /** It is in the user's mailbox already, so that it ends there. */
        HERE,
        /** Nobody has it. */
        NOWHERE
    }

    @Override
    public String destination() {
        return by + " " + address;
    }

    @Override
    public <T> T as(Function<Recipient, T> recipient, Function<Forward, T> forward) {
        return forward.apply(this);
    }
}
