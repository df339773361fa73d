package org.postern.imap.search;

import org.postern.imap.response.Refusal;

/** A condition as the client gave it (RFC 9051 6.4.4). */
@FunctionalInterface
public interface SearchKey {
    /**
     * The condition for the messages as the session knows them now.
     *
     * @throws Refusal BAD for sequence numbers that do not exist
     */
    SearchTest bind(SearchScope scope) throws Refusal;
}
