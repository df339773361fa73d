package org.postern.transcript;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a session speaks: its script's folder names it, or the session's line does. */
enum Protocol {
    IMAP,
    POP3,
    LMTP;

    List<Transport> transports() {
        return this == LMTP ? List.of(Transport.PLAIN, Transport.STARTTLS) : List.of(Transport.values());
    }

    static Optional<Protocol> named(String word) {
        return Stream.of(values()).filter(p -> p.folder().equals(word)).findFirst();
    }

    String folder() {
        return name().toLowerCase(Locale.ROOT);
    }
}
