package org.postern.imap.fetch;

import org.postern.imap.response.Refusal;
import org.postern.store.StoreException;

/** One thing that FETCH can be asked for (RFC 9051 6.4.5). Equal items are answered once. */
@FunctionalInterface
public interface FetchItem {
    /**
     * Gets ready to tell this of a message: what can fail, fails here.
     *
     * @throws StoreException the message is gone or cannot be read
     * @throws Refusal the message cannot be told of in this way; the others are, then the command ends as this says
     */
    FetchValue of(FetchRow row) throws StoreException, Refusal;

    /** Whether telling it means that the message has been read. */
    default boolean setsSeen() {
        return false;
    }
}
