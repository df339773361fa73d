package org.postern.imap.state;

/** Whether EXPUNGE may be told now (RFC 9051 7.5.1): never while a client may count with sequence numbers. */
public enum Expunges {
    TOLD,
    WITHHELD
}
