package org.postern.store;

import java.util.Map;

/**
 * Sets of one mailbox's messages that a protocol remembers under names of its own, where flags would be seen by clients. A
 * message can be in several; it leaves all when it is expunged or moved, and a copy of it is in none.
 */
public interface Marks {
    /** Every set that is not empty, by name. Losing them (the file is removed) loses no mail. */
    Map<String, UidSet> all() throws StoreException;

    /**
     * Adds messages to a set, durably; those that are not there are passed over.
     *
     * @param name 1 to 64 characters of {@code a-z 0-9 . -}
     */
    void add(String name, UidSet uids) throws StoreException;
}
