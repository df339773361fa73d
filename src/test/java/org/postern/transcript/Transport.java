package org.postern.transcript;

/** How a session's octets travel. */
enum Transport {
    PLAIN,
    TLS,
    STARTTLS,
    /** In the clear, and compressed before the script begins: IMAP sessions that are logged in (RFC 4978). */
    COMPRESSED
}
