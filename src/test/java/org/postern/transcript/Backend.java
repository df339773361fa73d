package org.postern.transcript;

/** Where the server under test keeps its mail. */
enum Backend {
    MEMORY,
    MAILDIR
}
