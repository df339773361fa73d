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
        /** The value as on the wire. */
        String value(Account account, MailboxStatus status) throws StoreException;
    }

    /** An item that is a number of the counts. */
    public static StatusItem number(String name, ToLongFunction<MailboxStatus> value) {
        return new StatusItem(name, (account, status) -> Long.toString(value.applyAsLong(status)));
    }
}
