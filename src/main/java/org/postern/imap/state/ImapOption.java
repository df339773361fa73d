package org.postern.imap.state;

/** Extensions that an operator may do without. */
public enum ImapOption {
    /** RFC 4978. */
    COMPRESS,
    /** RFC 8437. */
    UNAUTHENTICATE,
    /** RFC 2221. */
    LOGIN_REFERRALS
}
