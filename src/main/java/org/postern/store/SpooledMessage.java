package org.postern.store;

/**
 * A received message not yet in a mailbox. It can be appended to any number of mailboxes of the store that made it, then
 * must be closed; closing never harms the copies. Any thread, one at a time.
 */
public interface SpooledMessage extends AutoCloseable {
    /** Octets. */
    long size();

    /**
     * Keeps neither memory nor an open file for it until it is appended, as is right for one of many that wait for the
     * last. Where the store keeps summaries, it may have to make that of this message later.
     */
    void setAside() throws StoreException;

    /** Opens its octets for reading. */
    MessageBody body() throws StoreException;

    @Override
    void close();
}
