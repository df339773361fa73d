package org.postern.store;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Reads what a {@link Summarizer} made of the messages of one mailbox. Cheapest when asked in the order of UIDs. One thread
 * at a time; the caller closes it.
 */
public interface Summaries extends AutoCloseable {
    /** Longest summary, in octets. */
    int LONGEST = 1 << 16;

    /** Of a store that keeps none. */
    Summaries NONE = new Summaries() {
        @Override
        public Optional<ByteBuffer> of(long uid) {
            return Optional.empty();
        }

        @Override
        public void close() {
            // nothing is open
        }
    };

    /**
     * The summary of a message, valid until the next call; made now where it is missing. Empty when the store keeps none, or
     * not of this message.
     *
     * @throws StoreException MESSAGE_GONE, MAILBOX_GONE, UNAVAILABLE
     */
    Optional<ByteBuffer> of(long uid) throws StoreException;

    @Override
    void close();
}
