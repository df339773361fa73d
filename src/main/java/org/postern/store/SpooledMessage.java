package org.postern.store;

/**
 * A received message not yet in a mailbox. It can be appended to any number of mailboxes of the store that made it, then
 * must be closed; closing never harms the copies. Any thread, one at a time.
 */
public interface SpooledMessage extends AutoCloseable {
    /** Octets. */
    long size();

    /** Opens its octets for reading. */
    MessageBody body() throws StoreException;

    @Override
    void close();
}
