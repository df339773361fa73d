package org.postern.store;

import java.util.Collection;
import java.util.function.Consumer;

/** All accounts of one server. Thread-safe. */
public interface MailStore extends AutoCloseable {
    /** Whose name the public folders' account has; no user can have it. */
    UserName PUBLIC = UserName.of("public@invalid");

    /**
     * The account of a user; made at first sight, with INBOX and the special-use mailboxes Drafts, Sent, Junk, Trash and
     * Archive, subscribed. Whether the user exists is the caller's to know.
     */
    Account open(UserName user) throws StoreException;

    /** Whether there is an account of a user, or something of another server's to make it of; makes none. UNAVAILABLE. */
    boolean hasAccount(UserName user) throws StoreException;

    /** As {@link #open(UserName)}, for somebody whom the account's ledger is to name where it has one. */
    default Account open(UserName user, Actor by) throws StoreException {
        return open(user);
    }

    /**
     * Mailboxes that belong to nobody, as one account without special uses. Its INBOX is no mailbox for anybody. UNAVAILABLE,
     * DISK_FULL.
     */
    Account publicFolders() throws StoreException;

    /** As {@link #publicFolders()}, for somebody whom the ledger is to name. */
    default Account publicFolders(Actor by) throws StoreException {
        return publicFolders();
    }

    /** Those who may have granted the user rights to mailboxes of theirs; some may have taken them back since. */
    Collection<UserName> sharers(UserName with) throws StoreException;

    /**
     * Those who begin to grant the user rights, each told before the change of access in his account is. A listener may watch
     * that account at once; else it is bound to what {@link Change} says of listeners.
     */
    Watch watchSharers(UserName with, Consumer<UserName> listener) throws StoreException;

    /** Every change in the account of a user who has one, or of {@link #PUBLIC}. Reads nothing, so listeners may call it. */
    Watch watch(UserName owner, Consumer<Change> listener) throws StoreException;

    /** A fresh place to receive one message into. */
    Spool spool() throws StoreException;

    /** Removes an account with all its mail. Nothing happens when there is none. */
    void remove(UserName user) throws StoreException;

    /** Ends background work and writes what may be written lazily. Open handles fail with UNAVAILABLE afterwards. */
    @Override
    void close();
}
