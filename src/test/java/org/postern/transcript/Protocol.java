package org.postern.transcript;

import java.util.List;

/** What a transcript speaks; its folder's name. */
enum Protocol {
    IMAP,
    POP3,
    LMTP;

    List<Transport> transports() {
        return this == LMTP ? List.of(Transport.PLAIN) : List.of(Transport.values());
    }

    String folder() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
