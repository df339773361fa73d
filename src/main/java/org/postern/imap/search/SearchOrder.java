package org.postern.imap.search;

import java.util.Optional;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/** Puts the messages that were found in the order of the answer, a few at a time. Used by one worker at a time. */
public interface SearchOrder extends AutoCloseable {
    /** As SEARCH tells them: as they stand in the mailbox. */
    static SearchOrder ofMailbox() {
        return new SearchOrder() {
            private UidSet all = UidSet.NONE;

            @Override
            public void begin(UidSet found, Scores scores) {
                all = found;
            }

            @Override
            public boolean goOn() {
                return false;
            }

            @Override
            public Results results() {
                return Results.of(all);
            }
        };
    }

    /** Called once, with all that was found. */
    void begin(UidSet found, Scores scores);

    /** Looks at some more messages; false when the order is known. */
    boolean goOn() throws StoreException;

    /** How many messages were looked at. */
    default long done() {
        return 0;
    }

    /** The UIDs in order. */
    Results results();

    /** Whether {@link #ranking} is right of messages that are found later, too. */
    default boolean canBeFollowed() {
        return true;
    }

    /** Tells of any two messages which comes first; empty where that is the order of the mailbox. */
    default Optional<Ranking> ranking() {
        return Optional.empty();
    }

    /** Compares messages by their UIDs, never equal; holds nothing open when it is not asked. */
    interface Ranking extends AutoCloseable {
        int compare(long uid, long other) throws StoreException;

        /** Puts many in that order, looking at each once. */
        SearchOrder order();

        /** Closes what it has opened; it can be asked again. */
        @Override
        void close();
    }

    @Override
    default void close() {}
}
