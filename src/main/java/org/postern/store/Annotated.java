package org.postern.store;

import java.util.Optional;

/** What annotations belong to. The mailbox is there for {@link Scope#MAILBOX} only. */
public record Annotated(Scope scope, Optional<MailboxName> mailbox) {
    /** How many see them. */
    public enum Scope {
        MAILBOX,
        /** One account as a whole. */
        ACCOUNT,
        /** All accounts of the server. */
        SERVER
    }

    public static final Annotated ACCOUNT = new Annotated(Scope.ACCOUNT, Optional.empty());
    public static final Annotated SERVER = new Annotated(Scope.SERVER, Optional.empty());

    /** Checks that a mailbox is named where one is meant. */
    public Annotated {
        if (mailbox.isPresent() != (scope == Scope.MAILBOX)) {
            throw new IllegalArgumentException("a mailbox belongs to scope MAILBOX");
        }
    }

    public static Annotated mailbox(MailboxName name) {
        return new Annotated(Scope.MAILBOX, Optional.of(name));
    }
}
