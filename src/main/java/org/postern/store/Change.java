package org.postern.store;

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

    /** Something changed; look again. Sent when the source cannot say what, or after an overflow. */
    record Refresh(MailboxName mailbox) implements Change {}
}
