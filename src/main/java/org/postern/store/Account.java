package org.postern.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** One user's mailboxes. Thread-safe; needs no closing. */
public interface Account {
    UserName user();

    /** Every mailbox and every subscribed name, sorted by name, INBOX first. */
    List<MailboxEntry> mailboxes() throws StoreException;

    /** Opens for reading and writing; the caller closes it. Fails with NO_SUCH_MAILBOX. */
    Mailbox open(MailboxName name) throws StoreException;

    /** Counts, without opening where the backend can. Fails with NO_SUCH_MAILBOX. */
    MailboxStatus status(MailboxName name) throws StoreException;

    /**
     * Creates a mailbox; superior levels need not exist and are not created as selectable mailboxes.
     *
     * @throws StoreException MAILBOX_EXISTS, LIMIT, CANNOT (the special use is taken or not supported)
     */
    MailboxInfo create(MailboxName name, Optional<SpecialUse> use) throws StoreException;

    /** Deletes one mailbox and its messages, never its inferiors. CANNOT for INBOX, NO_SUCH_MAILBOX. */
    void delete(MailboxName name) throws StoreException;

    /**
     * Renames a mailbox and its inferiors, keeping UIDVALIDITY, UIDs and id. Renaming INBOX moves its messages into a new
     * mailbox and leaves INBOX empty (RFC 9051 6.3.6); its annotations are copied (RFC 5464 4.1). NO_SUCH_MAILBOX, MAILBOX_EXISTS, CANNOT (below itself).
     */
    void rename(MailboxName from, MailboxName to) throws StoreException;

    /** Sets the subscription of a name, which need not exist. */
    void subscribe(MailboxName name, MailboxEntry.Subscription subscription) throws StoreException;

    /** Who may do what to a mailbox. The store only keeps that. NO_SUCH_MAILBOX. */
    AccessList access(MailboxName name) throws StoreException;

    /** Changes an entry of an access list. NO_SUCH_MAILBOX, LIMIT. */
    void changeAccess(MailboxName name, AccessChange change) throws StoreException;

    /** What the user may do to a mailbox: here, all. NO_SUCH_MAILBOX, also when he may not even know of it. */
    Rights rights(MailboxName name) throws StoreException;

    /** Whether a name is in the user's own namespace, and not in one of other users or of nobody. */
    default boolean isPersonal(MailboxName name) throws StoreException {
        return true;
    }

    /** Whose a mailbox is, whether it exists or not; empty for that of nobody. NO_SUCH_MAILBOX where there can be none. */
    default Optional<UserName> owner(MailboxName name) throws StoreException {
        return Optional.of(user());
    }

    /** What was noted about something. NO_SUCH_MAILBOX. */
    Annotations annotations(Annotated of) throws StoreException;

    /**
     * Sets entries, or removes those without a value: all or none of them.
     *
     * @param changes by name in lower case
     * @throws StoreException NO_SUCH_MAILBOX, TOO_BIG, LIMIT, CANNOT (a special use that is taken or not supported)
     */
    void annotate(Annotated of, Map<String, Optional<AnnotationValue>> changes) throws StoreException;

    /** What the account may grow to. */
    StoreLimits limits();

    /** Usage now; limits only where the store has a quota around it. */
    StorageUse use() throws StoreException;

    /** What counts against the limits: as {@link #use}, but of a limit that others share what all of them have together. */
    default StorageUse sharedUse() throws StoreException {
        return use();
    }

    /** Usage, when it is so near its limit that the user should hear of it as he logs in; must cost little otherwise. */
    default Optional<StorageAlarm> alarm() throws StoreException {
        return Optional.empty();
    }

    /** Usage of each mailbox; those that are empty may be missing. */
    default Map<MailboxName, MailboxUse> useByMailbox() throws StoreException {
        Map<MailboxName, MailboxUse> uses = new HashMap<>();
        for (MailboxEntry entry : mailboxes()) {
            if (entry.existence() == MailboxEntry.Existence.SELECTABLE) {
                MailboxStatus status = status(entry.name());
                uses.put(entry.name(), new MailboxUse(status.size(), status.messages()));
            }
        }
        return uses;
    }

    /** The most mailboxes that a quota allows; empty without one. */
    default OptionalLong mostMailboxes() {
        return OptionalLong.empty();
    }

    /** Octets of the largest message that a quota allows; empty without one. */
    default OptionalLong largestMessage() {
        return OptionalLong.empty();
    }

    /** How it came to hold that; {@link Ledger#NONE} where the store keeps no ledger. */
    default Ledger ledger() {
        return Ledger.NONE;
    }

    /** Counts again from the truth (the files), repairing what drifted; returns the corrected usage. */
    StorageUse recalculate() throws StoreException;

    /** OVER_QUOTA when a message of that many octets could not be placed now; says nothing about later. */
    default void requireRoom(long octets) throws StoreException {
        requireRoom(octets, 1);
    }

    /** As {@link #requireRoom(long)}, for messages of that many octets together. */
    void requireRoom(long octets, long messages) throws StoreException;

    /** As {@link #requireRoom(long, long)}, for messages that are to go into a mailbox, which need not be the user's own. */
    default void requireRoom(MailboxName mailbox, long octets, long messages) throws StoreException {
        requireRoom(octets, messages);
    }

    /** What was expunged and can be brought back. */
    HeldMessages held() throws StoreException;

    /** Every change in the account. */
    Watch watch(Consumer<Change> listener) throws StoreException;

    /**
     * Changes of mailboxes of others that the user may look up, as far as he may know them, by the names he has for them. One
     * that he may look up from now on is told as created, one that he may not any longer as gone.
     */
    default Watch watchOthers(Consumer<Change> listener) throws StoreException {
        return Watch.NONE;
    }
}
