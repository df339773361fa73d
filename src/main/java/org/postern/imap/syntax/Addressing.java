package org.postern.imap.syntax;

/** What the numbers of a message set are (RFC 9051 6.4.9: the UID command changes it). */
public enum Addressing {
    SEQUENCE,
    UID
}
