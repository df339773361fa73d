package org.postern.boot;

/** Where mail is kept. */
public enum Backend {
    /** Files under the data directory. */
    MAILDIR,
    /** The heap; for tests. */
    MEMORY
}
