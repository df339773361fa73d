package org.postern.imap.fetch;

import java.io.IOException;
import org.postern.imap.wire.ImapComposer;
import org.postern.wire.Progress;

/** A name and a value within a FETCH response. */
@FunctionalInterface
public interface FetchValue {
    /**
     * Writes, going on in the next batch when it says MORE.
     *
     * @throws IOException the connection closes at once
     */
    Progress encode(ImapComposer out) throws IOException;
}
