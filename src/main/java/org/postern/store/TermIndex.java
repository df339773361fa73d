package org.postern.store;

/**
 * What a store knows of the terms that a {@link TermMaker} made of the messages of one mailbox. It may know nothing, and
 * lags behind: it narrows a search and answers none. One thread at a time; the caller closes it.
 */
public interface TermIndex extends AutoCloseable {
    /** Of a store that keeps none. */
    TermIndex NONE = new TermIndex() {
        @Override
        public UidSet having(long[] terms) {
            return UidSet.ALL;
        }

        @Override
        public void close() {
            // nothing is open
        }
    };

    /**
     * Messages that may have all of these terms: whoever has them is among them, and so is every message that the store has
     * not looked at. UIDs of messages that are gone may be among them.
     */
    UidSet having(long[] terms);

    @Override
    void close();
}
