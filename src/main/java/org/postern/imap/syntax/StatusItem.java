package org.postern.imap.syntax;

import java.util.function.ToLongFunction;
import org.postern.store.Account;
import org.postern.store.MailboxStatus;
import org.postern.store.StoreException;

/**
 * One item of STATUS (RFC 9051 6.3.11).
 *
 * @param name in upper case
 */
public record StatusItem(String name, Source source) {
    /** Where the value comes from. */
    @FunctionalInterface
    public interface Source {
        /**
         * The value as on the wire.
         *
         * @param appendLimit octets of the largest message that can be appended
         */
        String value(Account account, MailboxStatus status, long appendLimit) throws StoreException;
    }

    /** An item that is a number of the counts. */
    public static StatusItem number(String name, ToLongFunction<MailboxStatus> value) {
        return new StatusItem(name, (account, status, appendLimit) -> Long.toString(value.applyAsLong(status)));
    }
}
