package org.postern.imap.sort;

import java.time.Instant;
import org.postern.mime.HeaderBlock;

/** When messages were sent: {@link SentDate} in milliseconds. */
final class DateColumn extends KeyColumn {
    @Override
    long number(Instant received, HeaderBlock header) {
        return SentDate.of(header, received).toEpochMilli();
    }
}
