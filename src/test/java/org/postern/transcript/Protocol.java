package org.postern.transcript;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a session speaks: its script's folder names it, or the session's line does. */
enum Protocol {
    IMAP,
    POP3,
    LMTP,
    SMTP;

    List<Transport> transports() {
        return switch (this) {
            case IMAP -> List.of(Transport.values());
            case POP3 -> List.of(Transport.PLAIN, Transport.TLS, Transport.STARTTLS);
            case LMTP, SMTP -> List.of(Transport.PLAIN, Transport.STARTTLS);
        };
    }

    /** LMTP and SMTP: replies of three digits, bodies after DATA. */
    boolean isMailTransfer() {
        return this == LMTP || this == SMTP;
    }

    static Optional<Protocol> named(String word) {
        return Stream.of(values()).filter(p -> p.folder().equals(word)).findFirst();
    }

    String folder() {
        return name().toLowerCase(Locale.ROOT);
    }
}
