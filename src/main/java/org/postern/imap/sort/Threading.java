package org.postern.imap.sort;

import java.time.Instant;
import org.postern.mime.HeaderBlock;

/** Finds the threads of messages. */
interface Threading {
    /**
     * Called for each message, in the order of the mailbox.
     *
     * @param header with the fields of {@link ThreadMessages#FIELDS} at least
     */
    void add(long uid, Instant received, HeaderBlock header);

    /** The threads of all that was added; called once. */
    Forest threads();
}
