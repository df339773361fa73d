package org.postern.imap.search;

import java.util.Optional;
import org.postern.imap.wire.ImapComposer;

/**
 * search-correlator of RFC 7377 4: what an ESEARCH response belongs to.
 *
 * @param tag of the command
 * @param place told where other mailboxes than the selected one may have been searched
 */
public record Correlator(String tag, Optional<Place> place) {
    /**
     * A mailbox by name and UIDVALIDITY.
     *
     * @param mailbox as the client is to be told its name
     */
    public record Place(String mailbox, long uidValidity) {}

    /** Of what concerns the selected mailbox. */
    public static Correlator of(String tag) {
        return new Correlator(tag, Optional.empty());
    }

    void write(ImapComposer out) {
        out.raw(" (TAG ").string(tag);
        place.ifPresent(where -> out.raw(" MAILBOX ")
                .astring(where.mailbox())
                .raw(" UIDVALIDITY ")
                .number(where.uidValidity()));
        out.close();
    }
}
