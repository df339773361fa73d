package org.postern.retention;

import org.postern.store.Account;
import org.postern.store.StoreException;
import org.postern.store.UserName;

/** Something that is done in every account from time to time. */
public interface Duty {
    /** Whether there may be anything to do for a user; quick, and opens nothing. */
    boolean concerns(UserName user);

    /**
     * Does it, logging what it did.
     *
     * @return how many messages were removed
     */
    long perform(Account account) throws StoreException;
}
