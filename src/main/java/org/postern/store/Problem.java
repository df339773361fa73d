package org.postern.store;

/** Why the store refused or failed; the closed vocabulary that each protocol maps to its own answers. */
public enum Problem {
    /** The mailbox does not exist (RFC 5530 NONEXISTENT). */
    NO_SUCH_MAILBOX,
    /** A mailbox of that name exists already (RFC 5530 ALREADYEXISTS). */
    MAILBOX_EXISTS,
    /** The name cannot be a mailbox: syntax, length, depth. */
    INVALID_NAME,
    /** The operation is never possible on this mailbox, for example deleting INBOX (RFC 5530 CANNOT). */
    CANNOT,
    /** Who asks has not the right (RFC 5530 NOPERM), and may know that the mailbox exists. */
    NO_PERMISSION,
    /** A mailbox would get another owner, or come into another namespace (RFC 5530 CANNOT). */
    ANOTHER_OWNER,
    /** A limit of the account is reached, for example the number of mailboxes or keywords (RFC 5530 LIMIT). */
    LIMIT,
    /** Storage or message limit would be exceeded (RFC 9208 OVERQUOTA). */
    OVER_QUOTA,
    /** One message is larger than any message may be (RFC 7889 TOOBIG). */
    TOO_BIG,
    /** A named message has been expunged (RFC 5530 EXPUNGEISSUED). */
    MESSAGE_GONE,
    /** The mailbox was deleted or renamed while it was open. */
    MAILBOX_GONE,
    /** Somebody else holds it for longer than a caller should wait (RFC 5530 INUSE). */
    IN_USE,
    /** The disk is full or over a file-system quota: a temporary condition of the server. */
    DISK_FULL,
    /** Any other failure of the machine below: I/O error, read-only disk; temporary (RFC 5530 UNAVAILABLE). */
    UNAVAILABLE
}
