package org.postern.store;

import java.nio.ByteBuffer;

/**
 * Where a message is received before anybody knows whether it can be placed: on disk or bounded memory, never the heap
 * in whole. One thread at a time. {@link #close} discards what was not sealed.
 */
public interface Spool extends AutoCloseable {
    /**
     * Takes all remaining octets of the buffer; the message must come with CRLF line ends if it is to be stored so.
     *
     * @throws StoreException DISK_FULL or UNAVAILABLE; the spool is then useless and only to be closed
     */
    void write(ByteBuffer octets) throws StoreException;

    /** Octets written so far. */
    long size();

    /** Ends writing. The spooled message is the caller's to close; this spool needs no closing then, though it may be. */
    SpooledMessage seal() throws StoreException;

    @Override
    void close();
}
