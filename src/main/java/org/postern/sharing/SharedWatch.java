package org.postern.sharing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.postern.store.Account;
import org.postern.store.Change;
import org.postern.store.MailStore;
import org.postern.store.StoreException;
import org.postern.store.UserName;
import org.postern.store.Watch;

/**
 * What happens in the mailboxes of others, for one user: in public folders, of those who share with him, and who begin to.
 *
 * <p>Invariant: the store is not called while this is locked, as it may tell who shares while it is locked itself.
 */
final class SharedWatch implements Watch {
    private final MailStore store;
    private final Place.Viewer viewer;
    private final Consumer<Change> listener;
    /** Guarded by this, as all that follows. */
    private final Map<UserName, OwnerWatch> owners = new HashMap<>();

    private Watch sharers = Watch.NONE;
    private boolean closed;

    private SharedWatch(MailStore store, Place.Viewer viewer, Consumer<Change> listener) {
        this.store = store;
        this.viewer = viewer;
        this.listener = listener;
    }

    /** Begins; reads the access lists of all that is shared. */
    static SharedWatch begin(MailStore store, Place.Viewer viewer, Consumer<Change> listener) throws StoreException {
        SharedWatch watch = new SharedWatch(store, viewer, listener);
        try {
            watch.begin();
        } catch (StoreException | RuntimeException e) {
            watch.close();
            throw e;
        }
        return watch;
    }

    private void begin() throws StoreException {
        // Watch first, or a change between the two would be missed.
        Watch begun = store.watchSharers(viewer.user(), this::begins);
        synchronized (this) {
            sharers = begun;
        }
        add(store.publicFolders());
        for (UserName owner : store.sharers(viewer.user())) {
            if (!owner.equals(viewer.user())) {
                add(store.open(owner));
            }
        }
    }

    private void add(Account account) throws StoreException {
        watch(account.user()).read(account);
    }

    /** Any thread: somebody shares who did not before, or had no account then. */
    private void begins(UserName owner) {
        try {
            if (!owner.equals(viewer.user())) {
                watch(owner);
            }
        } catch (StoreException e) {
            close(); // the store is closed
        }
    }

    private OwnerWatch watch(UserName owner) throws StoreException {
        OwnerWatch watch = of(owner);
        watch.follow(store);
        return watch;
    }

    private synchronized OwnerWatch of(UserName owner) {
        OwnerWatch watch = owners.computeIfAbsent(owner, name -> new OwnerWatch(name, viewer, listener));
        if (closed) {
            watch.close();
        }
        return watch;
    }

    @Override
    public void close() {
        ending().close();
        owned().forEach(OwnerWatch::close);
    }

    private synchronized Watch ending() {
        closed = true;
        return sharers;
    }

    private synchronized List<OwnerWatch> owned() {
        return List.copyOf(owners.values());
    }
}
