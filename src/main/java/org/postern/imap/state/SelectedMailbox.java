package org.postern.imap.state;

import java.util.concurrent.atomic.AtomicBoolean;
import org.postern.store.Account;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.Right;
import org.postern.store.Rights;
import org.postern.store.StoreException;
import org.postern.store.UidSet;
import org.postern.store.Watch;

/**
 * The mailbox of a session in selected state. Belongs to the session, except for the mark that the watch sets from
 * another thread.
 */
public final class SelectedMailbox implements AutoCloseable {
    /** Without any of these a mailbox is read-only (RFC 4314 5.2): flags are kept for all who use it. */
    private static final Rights WRITING =
            Rights.of(Right.INSERT, Right.EXPUNGE, Right.SEEN, Right.WRITE, Right.DELETE_MESSAGES);

    private final Access access;
    private Rights rights;
    private final Runnable wake;
    private final RecentFlag recentFlag;
    private final AtomicBoolean stale = new AtomicBoolean();
    /** Whether to look for what other programs did. */
    private boolean touched;

    private final MailboxView view;
    private final FollowedResults followed = new FollowedResults();
    private Mailbox mailbox;
    private Watch watch;

    /** Whether this session deals in \Recent: rev1 does, rev2 does not (RFC 9051 appendix E). */
    public enum RecentFlag {
        KEPT,
        UNKNOWN
    }

    private SelectedMailbox(
            Mailbox mailbox, NamedSearches searches, Access access, RecentFlag recentFlag, Runnable wake)
            throws StoreException {
        this.mailbox = mailbox;
        this.rights = mailbox.rights();
        this.access = rights.hasAny(WRITING) ? access : Access.READ_ONLY;
        this.recentFlag = recentFlag;
        this.wake = wake;
        // Watch first, or a change between the two would be missed.
        this.watch = mailbox.watch(change -> changed());
        this.view = new MailboxView(mailbox.refresh(), searches);
        takeRecent();
    }

    /**
     * Opens a mailbox and begins to watch it.
     *
     * @param wake called from any thread when something changed; must not block
     */
    public static SelectedMailbox open(
            Account account, MailboxName name, Access access, RecentFlag recentFlag, Runnable wake)
            throws StoreException {
        Mailbox mailbox = account.open(name);
        try {
            return new SelectedMailbox(mailbox, NamedSearches.of(account), access, recentFlag, wake);
        } catch (StoreException | RuntimeException e) {
            mailbox.close();
            throw e;
        }
    }

    public MailboxName name() {
        return mailbox.info().name();
    }

    public Mailbox mailbox() {
        return mailbox;
    }

    public MailboxView view() {
        return view;
    }

    /** Results whose changes the client is told. */
    public FollowedResults followed() {
        return followed;
    }

    public Access access() {
        return access;
    }

    /** What the user may do, by the last {@link #sync}; the store asks for it at each call. */
    public Rights rights() {
        return rights;
    }

    public boolean isReadOnly() {
        return access == Access.READ_ONLY;
    }

    public RecentFlag recentFlag() {
        return recentFlag;
    }

    /** Whether something changed since the last {@link #sync}. */
    public boolean isStale() {
        return touched || stale.get();
    }

    /** Makes the next {@link #sync} find out what other programs did, whether the watch has spoken or not. */
    public void touch() {
        touched = true;
    }

    /**
     * Brings the view up to date.
     *
     * @throws StoreException MAILBOX_GONE when the mailbox was deleted or renamed
     */
    public Updates sync(Expunges expunges) throws StoreException {
        boolean changed = stale.getAndSet(false);
        boolean looks = touched;
        touched = false;
        if (!changed && !looks) {
            return view.advance(view.snapshot(), expunges);
        }
        // What others do to the files the store finds out by itself soon enough; looking after each change of our own
        // is dear.
        Updates updates = view.advance(looks ? mailbox.refresh() : mailbox.snapshot(), expunges);
        if (updates.exists().isPresent()) {
            takeRecent();
        }
        return withRights(updates);
    }

    /** RFC 4314 5.1.1: which flags can be kept is told again when rights have changed. */
    private Updates withRights(Updates updates) throws StoreException {
        Rights now = mailbox.rights();
        if (now.equals(rights)) {
            return updates;
        }
        rights = now;
        return isReadOnly() ? updates : updates.withKeywords(Updates.Keywords.NEW);
    }

    /** Goes on with the same mailbox under another handle, after a RENAME by this session. */
    public void continueWith(Mailbox renamed) throws StoreException {
        watch.close();
        mailbox.close();
        mailbox = renamed;
        watch = renamed.watch(change -> changed());
        stale.set(true);
    }

    private void takeRecent() throws StoreException {
        // Claimed even where \Recent is unknown: it is what takes messages out of new/.
        UidSet uids = isReadOnly() ? mailbox.recent() : mailbox.claimRecent();
        if (recentFlag == RecentFlag.KEPT) {
            view.addRecent(uids);
        }
    }

    private void changed() {
        stale.set(true);
        wake.run();
    }

    @Override
    public void close() {
        watch.close();
        mailbox.close();
    }
}
