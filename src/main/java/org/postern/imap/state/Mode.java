package org.postern.imap.state;

import org.postern.imap.response.Responses;
import org.postern.imap.response.UntaggedSeries;
import org.postern.store.StoreException;

/**
 * A command that goes on: IDLE and AUTHENTICATE wait for lines that are not commands. The command entered the mode with
 * {@link ImapContext#enter} and answered {@code Completion.goOn}. The mode ends when {@link #line} answers with
 * anything but another Continue.
 */
public interface Mode extends AutoCloseable {
    /** A line from the client, without its line end. Answers with the completion of the command that began the mode. */
    Responses line(byte[] line) throws StoreException;

    /** Something changed in the store: what to tell at once. */
    default UntaggedSeries wake() throws StoreException {
        return UntaggedSeries.none();
    }

    /** The mode ended, or the client went away. */
    @Override
    default void close() {}
}
