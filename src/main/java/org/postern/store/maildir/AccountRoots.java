package org.postern.store.maildir;

import java.lang.ref.WeakReference;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.postern.store.Change;
import org.postern.store.MailStore;
import org.postern.store.Problem;
import org.postern.store.StoreException;
import org.postern.store.UserName;

/**
 * The accounts that somebody holds. Thread-safe.
 *
 * <p>Invariant: there is at most one {@link AccountRoot} of a name at a time. Handles and loaded mailboxes hold theirs; when
 * none is left it may go. That of the public folders stays as long as the store.
 */
final class AccountRoots {
    /** Accounts asked for between two sweeps of those that nobody holds any more. */
    private static final int SWEEP = 4096;

    /** Beside the root of all accounts: what belongs to nobody. */
    private static final String PUBLIC_FOLDERS = "public";

    private final MaildirStore store;
    private final Surroundings env;
    private final Map<UserName, WeakReference<AccountRoot>> held = new ConcurrentHashMap<>();
    private final AccountRoot publicFolders;
    private final AtomicInteger asked = new AtomicInteger();

    AccountRoots(MaildirStore store, Surroundings env) {
        this.store = store;
        this.env = env;
        Path directory = SmallFiles.parent(env.mail()).resolve(PUBLIC_FOLDERS);
        this.publicFolders = new AccountRoot(store, MailStore.PUBLIC, directory, env);
    }

    AccountRoot publicFolders() {
        return publicFolders;
    }

    /** @throws StoreException UNAVAILABLE when no directory can have such a name */
    AccountRoot of(UserName owner) throws StoreException {
        return owner.equals(MailStore.PUBLIC) ? publicFolders : ofUser(owner);
    }

    AccountRoot ofUser(UserName user) throws StoreException {
        AccountRoot fresh = new AccountRoot(store, user, path(user), env);
        AccountRoot[] chosen = {fresh};
        held.compute(user, (u, known) -> {
            AccountRoot there = known == null ? null : known.get();
            if (there != null) {
                chosen[0] = there;
                return known;
            }
            return new WeakReference<>(fresh);
        });
        if (asked.incrementAndGet() % SWEEP == 0) {
            held.values().removeIf(reference -> reference.get() == null);
        }
        return chosen[0];
    }

    private Path path(UserName user) throws StoreException {
        try {
            return env.mail().resolve(PathNames.encode(user.domain())).resolve(PathNames.encode(user.localPart()));
        } catch (InvalidPathException e) {
            throw new StoreException(Problem.UNAVAILABLE, "no directory can be named after " + user, e);
        }
    }

    /** It was removed; the next of that name is another. */
    void forget(UserName user) {
        held.remove(user);
    }

    /** Tells every account of a user that somebody holds. */
    void tell(Change change) {
        for (WeakReference<AccountRoot> account : held.values()) {
            AccountRoot root = account.get();
            if (root != null) {
                root.tell(change);
            }
        }
    }
}
