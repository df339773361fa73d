package org.postern.delivery;

import java.util.List;
import org.postern.store.Account;
import org.postern.store.StoreException;

/**
 * Decides into which mailboxes of a recipient a message goes: between resolving, which is over, and placing, which does what is
 * decided here. A filter, such as Sieve, stands here. It changes nothing. Thread-safe.
 */
interface Sorting {
    /**
     * Where a message would go, as far as that can be told before there is one.
     *
     * @throws StoreException as {@link #sort}
     */
    Filing expected(Recipient recipient, Account account) throws StoreException;

    /**
     * Sorts one message.
     *
     * @param account of the recipient
     * @return every place that gets a copy, in the order of placing; empty: the message is discarded, as its owner wants it
     * @throws StoreException when it cannot be told now; the sender is asked to try again
     */
    List<Filing> sort(Recipient recipient, Account account, Letter letter) throws StoreException;
}
