package org.postern.store;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Why something came into a mailbox or left it. */
public enum Reason {
    DELIVERY,
    APPEND,
    COPY,
    /** From or to another mailbox. */
    MOVE,
    EXPUNGE,
    /** Deleted by a POP3 client. */
    POP3_DELE,
    /** Too old by a rule. */
    RETENTION,
    /** Taken back from what is held. */
    RESTORE,
    /** The mailbox was deleted with all in it. */
    DELETE,
    /** The mailbox is called otherwise. */
    RENAME,
    /** Another program did it, and that was seen. */
    FOREIGN,
    /** Nobody noted it when it happened; found by comparing with the files. */
    RECALCULATION;

    /** How it is written: lower case. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The reverse of {@link #text}. */
    public static Optional<Reason> of(String text) {
        return Stream.of(values()).filter(reason -> reason.text().equals(text)).findFirst();
    }

    /** Why what somebody appends comes. */
    public static Reason ofArrival(Actor by) {
        return by.kind() == Actor.Kind.DELIVERY ? DELIVERY : APPEND;
    }

    /** Why what somebody expunges goes. */
    public static Reason ofExpunge(Actor by) {
        return switch (by.kind()) {
            case POP3 -> POP3_DELE;
            case RETENTION -> RETENTION;
            case CLIENT, DELIVERY, OPERATOR, SERVER -> EXPUNGE;
        };
    }
}
