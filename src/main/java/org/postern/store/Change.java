package org.postern.store;

import java.util.Set;

/** What happened in an account, told after its commit. A listener only enqueues; it never blocks and never calls back. */
public sealed interface Change {
    MailboxName mailbox();

    record Arrived(MailboxName mailbox, UidSet uids) implements Change {}

    record Flagged(MailboxName mailbox, UidSet uids) implements Change {}

    record Expunged(MailboxName mailbox, UidSet uids) implements Change {}

    /** The mailbox was created (or first seen). */
    record Created(MailboxName mailbox) implements Change {}

    /** The mailbox was deleted. */
    record Gone(MailboxName mailbox) implements Change {}

    record Renamed(MailboxName mailbox, MailboxName to) implements Change {}

    /** A subscription came or went. */
    record Subscribed(MailboxName mailbox) implements Change {}

    /** Entries of these names were set or removed. Where it is not a mailbox they belong to, INBOX stands for it. */
    record Annotations(Annotated of, Set<String> entries) implements Change {
        public Annotations {
            entries = Set.copyOf(entries);
        }

        @Override
        public MailboxName mailbox() {
            return of.mailbox().orElse(MailboxName.INBOX);
        }
    }

    /** Who may do what has changed. */
    record Access(MailboxName mailbox) implements Change {}

    /** Something changed; look again. Sent when the source cannot say what, or after an overflow. */
    record Refresh(MailboxName mailbox) implements Change {}
}
