package org.postern.store;

import java.util.Set;

/** What happened in an account, told after its commit. A listener only enqueues; it never blocks and never calls back. */
public sealed interface Change {
    MailboxName mailbox();

    Kind kind();

    /** One for each record. */
    enum Kind {
        ARRIVED,
        FLAGGED,
        EXPUNGED,
        CREATED,
        GONE,
        RENAMED,
        SUBSCRIBED,
        ANNOTATIONS,
        ACCESS,
        REFRESH
    }

    /** The same change of a mailbox that is called otherwise. */
    Change in(MailboxName other);

    record Arrived(MailboxName mailbox, UidSet uids) implements Change {
        @Override
        public Kind kind() {
            return Kind.ARRIVED;
        }

        @Override
        public Change in(MailboxName other) {
            return new Arrived(other, uids);
        }
    }

    record Flagged(MailboxName mailbox, UidSet uids) implements Change {
        @Override
        public Kind kind() {
            return Kind.FLAGGED;
        }

        @Override
        public Change in(MailboxName other) {
            return new Flagged(other, uids);
        }
    }

    record Expunged(MailboxName mailbox, UidSet uids) implements Change {
        @Override
        public Kind kind() {
            return Kind.EXPUNGED;
        }

        @Override
        public Change in(MailboxName other) {
            return new Expunged(other, uids);
        }
    }

    /** The mailbox was created (or first seen). */
    record Created(MailboxName mailbox) implements Change {
        @Override
        public Kind kind() {
            return Kind.CREATED;
        }

        @Override
        public Change in(MailboxName other) {
            return new Created(other);
        }
    }

    /** The mailbox was deleted. */
    record Gone(MailboxName mailbox) implements Change {
        @Override
        public Kind kind() {
            return Kind.GONE;
        }

        @Override
        public Change in(MailboxName other) {
            return new Gone(other);
        }
    }

    record Renamed(MailboxName mailbox, MailboxName to) implements Change {
        @Override
        public Kind kind() {
            return Kind.RENAMED;
        }

        /** Where it went is not said in other words: it is gone from where it was. */
        @Override
        public Change in(MailboxName other) {
            return new Gone(other);
        }
    }

    /** A subscription came or went. */
    record Subscribed(MailboxName mailbox) implements Change {
        @Override
        public Kind kind() {
            return Kind.SUBSCRIBED;
        }

        @Override
        public Change in(MailboxName other) {
            return new Subscribed(other);
        }
    }

    /** Entries of these names were set or removed. Where it is not a mailbox they belong to, INBOX stands for it. */
    record Annotations(Annotated of, Set<String> entries) implements Change {
        @Override
        public Kind kind() {
            return Kind.ANNOTATIONS;
        }

        public Annotations {
            entries = Set.copyOf(entries);
        }

        @Override
        public MailboxName mailbox() {
            return of.mailbox().orElse(MailboxName.INBOX);
        }

        @Override
        public Change in(MailboxName other) {
            return new Annotations(Annotated.mailbox(other), entries);
        }
    }

    /** Who may do what has changed to this. */
    record Access(MailboxName mailbox, AccessList list) implements Change {
        @Override
        public Kind kind() {
            return Kind.ACCESS;
        }

        @Override
        public Change in(MailboxName other) {
            return new Access(other, list);
        }
    }

    /** Something changed; look again. Sent when the source cannot say what, or after an overflow. */
    record Refresh(MailboxName mailbox) implements Change {
        @Override
        public Kind kind() {
            return Kind.REFRESH;
        }

        @Override
        public Change in(MailboxName other) {
            return new Refresh(other);
        }
    }
}
