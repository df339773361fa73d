package org.postern.transcript;

/** How a session's octets travel. */
enum Transport {
    PLAIN,
    TLS,
    STARTTLS
}
