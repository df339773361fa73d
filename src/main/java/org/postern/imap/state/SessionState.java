package org.postern.imap.state;

/** The states of RFC 9051 3. */
public enum SessionState {
    NOT_AUTHENTICATED,
    AUTHENTICATED,
    SELECTED,
    LOGOUT
}
