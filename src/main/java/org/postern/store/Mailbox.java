package org.postern.store;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * An open mailbox. Handles are cheap and share their state; thread-safe. Operations on UIDs that do not exist are not
 * errors: the outcome tells what happened to which. Fails with MAILBOX_GONE once the mailbox was deleted.
 */
public interface Mailbox extends AutoCloseable {
    MailboxInfo info();

    /** The newest committed state, including what other programs did to the files. */
    MailboxSnapshot refresh() throws StoreException;

    /** The newest state committed by this store; what other programs did is in it once that was noticed. */
    MailboxSnapshot snapshot() throws StoreException;

    /** Opens a message. MESSAGE_GONE when it is expunged. The caller closes it. */
    MessageBody body(long uid) throws StoreException;

    /** Summaries of messages, where the store keeps them. The caller closes it. */
    Summaries summaries() throws StoreException;

    /** What the store knows beforehand of searches for terms; {@link TermIndex#NONE} where it keeps no index. The caller closes it. */
    TermIndex termIndex() throws StoreException;

    /** When its messages came here, and what they are copies of. */
    Provenance provenance() throws StoreException;

    /** What protocols remember of its messages beside flags. */
    Marks marks() throws StoreException;

    /** Ids of its messages, for protocols that know no UIDs. */
    UniqueIds uniqueIds() throws StoreException;

    /**
     * Places messages, all or none, in order, and makes them durable before it returns.
     *
     * @return their UIDs, rising in the order given
     * @throws StoreException OVER_QUOTA, DISK_FULL, LIMIT (keywords), UNAVAILABLE
     */
    UidSet append(List<Arrival> arrivals) throws StoreException;

    /**
     * Changes flags. With {@code unlessChangedSince}, messages whose mod-sequence is greater are left as they are.
     *
     * @throws StoreException LIMIT when a keyword more is not possible
     */
    FlagOutcome flag(UidSet uids, FlagChange change, Optional<ModSeq> unlessChangedSince) throws StoreException;

    /** Removes exactly these messages, whatever their flags. Returns what was there to remove. */
    UidSet expunge(UidSet uids) throws StoreException;

    /**
     * Copies with INTERNALDATE, all or none. The target belongs to the same store.
     *
     * @param carried what of the flags goes along
     */
    CopyOutcome copy(UidSet uids, Mailbox target, UnaryOperator<Flags> carried) throws StoreException;

    /** Copies with all flags. */
    default CopyOutcome copy(UidSet uids, Mailbox target) throws StoreException {
        return copy(uids, target, UnaryOperator.identity());
    }

    /** As {@link #copy}, and each message is durable in the target before it leaves here; never in neither. */
    CopyOutcome move(UidSet uids, Mailbox target, UnaryOperator<Flags> carried) throws StoreException;

    /** Moves with all flags. */
    default CopyOutcome move(UidSet uids, Mailbox target) throws StoreException {
        return move(uids, target, UnaryOperator.identity());
    }

    /**
     * Places a message in the target and removes one here, as one step: the arrival is durable before the other goes, and
     * what fails leaves that where it was.
     *
     * @return the UID of the arrival
     * @throws StoreException MESSAGE_GONE when there is nothing to replace, and nothing is placed; or as {@link #append}
     */
    long replace(long uid, Arrival arrival, Mailbox target) throws StoreException;

    /** What changed after {@code since} up to now. */
    Delta since(ModSeq since) throws StoreException;

    /** Claims messages that no session has yet been told of as \Recent (RFC 3501 2.3.2); each UID is handed out once. */
    UidSet claimRecent() throws StoreException;

    /** What {@link #claimRecent} would give, claiming nothing (EXAMINE). */
    UidSet recent() throws StoreException;

    /** Changes of this mailbox only, including those by other programs. */
    Watch watch(Consumer<Change> listener) throws StoreException;

    /** From now on long calls on this handle tell how far they are; a backend need not. */
    default void reportTo(ProgressListener listener) {}

    /** What who opened it may do now. */
    default Rights rights() throws StoreException {
        return Rights.ALL;
    }

    @Override
    void close();
}
