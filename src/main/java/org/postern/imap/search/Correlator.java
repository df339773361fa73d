package org.postern.imap.search;

import java.util.Optional;
import org.postern.imap.wire.ImapComposer;

/**
 * search-correlator of RFC 9051 9: what an ESEARCH response belongs to.
 *
 * @param tag of the command
 * @param place told where other mailboxes than the selected one may have been searched
 */
record Correlator(String tag, Optional<Place> place) {
    /** @param mailbox as the client is to be told its name */
    record Place(String mailbox, long uidValidity) {}

    void write(ImapComposer out) {
        out.raw(" (TAG ").string(tag);
        place.ifPresent(where -> out.raw(" MAILBOX ")
                .astring(where.mailbox())
                .raw(" UIDVALIDITY ")
                .number(where.uidValidity()));
        out.close();
    }
}
