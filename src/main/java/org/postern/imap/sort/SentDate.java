package org.postern.imap.sort;

import java.time.Instant;
import java.time.OffsetDateTime;
import org.postern.mime.DateParser;
import org.postern.mime.HeaderBlock;
import org.postern.mime.HeaderField;

/** When a message was sent: its Date in UTC, or INTERNALDATE when that says nothing (RFC 5256 2.2). */
final class SentDate {
    private SentDate() {}

    static Instant of(HeaderBlock header, Instant received) {
        return header.first("Date")
                .map(HeaderField::raw)
                .flatMap(DateParser::parse)
                .map(OffsetDateTime::toInstant)
                .orElse(received);
    }
}
