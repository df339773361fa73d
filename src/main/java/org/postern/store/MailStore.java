package org.postern.store;

/** All accounts of one server. Thread-safe. */
public interface MailStore extends AutoCloseable {
    /**
     * The account of a user; made at first sight, with INBOX and the special-use mailboxes Drafts, Sent, Junk, Trash and
     * Archive, subscribed. Whether the user exists is the caller's to know.
     */
    Account open(UserName user) throws StoreException;

    /** A fresh place to receive one message into. */
    Spool spool() throws StoreException;

    /** Removes an account with all its mail. Nothing happens when there is none. */
    void remove(UserName user) throws StoreException;

    /** Ends background work and writes what may be written lazily. Open handles fail with UNAVAILABLE afterwards. */
    @Override
    void close();
}
