package org.postern.imap.state;

/** How a mailbox was opened: SELECT or EXAMINE. */
public enum Access {
    READ_WRITE,
    READ_ONLY
}
