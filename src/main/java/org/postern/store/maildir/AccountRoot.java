package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.postern.store.Change;
import org.postern.store.MailboxName;
import org.postern.store.Problem;
import org.postern.store.StoreException;
import org.postern.store.UserName;

/**
 * What the handles of one account share: its directory, its loaded mailboxes, its listeners. {@link #structure} guards
 * which mailboxes there are and is taken before the lock of any of them.
 */
final class AccountRoot {
    private final MaildirStore store;
    private final UserName user;
    private final Path path;
    private final Surroundings env;
    private final ReentrantLock structure = new ReentrantLock();
    private final Map<MailboxName, Folder> folders = new ConcurrentHashMap<>();
    private final AccountLedger ledger;
    private final Watchers watchers = new Watchers();
    private final Holding holding;
    private final SharedAccountFile accountFile;
    private final AccountLayout layout;
    private final AccountUsage usage;
    private volatile boolean removed;

    AccountRoot(MaildirStore store, UserName user, Path path, Surroundings env) {
        this.store = store;
        this.user = user;
        this.path = path;
        this.env = env;
        this.holding = new Holding(env, path);
        this.ledger = new AccountLedger(
                env, path, LedgerBook.Keep.DEFAULT, () -> store.ledgers().add(this));
        this.accountFile = new SharedAccountFile(env, path);
        this.layout = new AccountLayout(this);
        this.usage = new AccountUsage(this);
    }

    UserName user() {
        return user;
    }

    Surroundings env() {
        return env;
    }

    Path path() {
        return path;
    }

    ReentrantLock structure() {
        return structure;
    }

    Watchers watchers() {
        return watchers;
    }

    Holding holding() {
        return holding;
    }

    AccountLedger ledger() {
        return ledger;
    }

    AccountBalances balances() {
        return ledger.balances();
    }

    SharedAccountFile accountFile() {
        return accountFile;
    }

    AccountLayout layout() {
        return layout;
    }

    AccountUsage usage() {
        return usage;
    }

    ShareList shares() {
        return store.shares();
    }

    TermBuilder termBuilder() {
        return store.termBuilder();
    }

    void tell(Change change) {
        watchers.tell(change);
    }

    /** Tells who watches a mailbox, and who watches the account; called under {@link #structure}. */
    void tell(MailboxName mailbox, Change change) {
        Folder loaded = folders.get(mailbox);
        if (loaded == null) {
            tell(change);
        } else {
            loaded.tellLast(change);
        }
    }

    void tellAllAccounts(Change change) {
        store.tell(change);
    }

    void requireStoreOpen() throws StoreException {
        store.requireOpen();
    }

    void requireOpen() throws StoreException {
        requireStoreOpen();
        if (removed) {
            throw new StoreException(Problem.UNAVAILABLE, "the account was removed");
        }
    }

    Path folderPath(MailboxName name) throws StoreException {
        return path.resolve(FolderNames.directory(name));
    }

    boolean exists(MailboxName name) throws IOException {
        try {
            return env.files()
                    .stat(folderPath(name).resolve(FilePlace.CUR.directory()))
                    .filter(FileLayer.Stat::isDirectory)
                    .isPresent();
        } catch (StoreException e) {
            return false; // no directory can have such a name
        }
    }

    /** The mailboxes there are, INBOX first. */
    NavigableSet<MailboxName> names() throws IOException {
        NavigableSet<MailboxName> names = new TreeSet<>(MailboxName.INBOX_FIRST);
        names.add(MailboxName.INBOX);
        for (String directory : env.files().list(path)) {
            Optional<MailboxName> name = FolderNames.mailbox(directory);
            if (name.isPresent() && exists(name.get())) {
                names.add(name.get());
            }
        }
        return names;
    }

    /** The shared mailbox, counted as used until {@link #release}. Fails with NO_SUCH_MAILBOX. */
    Folder acquire(MailboxName name) throws IOException, StoreException {
        structure.lock();
        try {
            requireOpen();
            Folder folder = folders.get(name);
            if (folder != null && folder.hasEnded()) {
                end(name); // removed from outside, and perhaps there again
                folder = null;
            }
            if (folder == null) {
                requireExists(name);
                folder = new Folder(this, name, folderPath(name));
                folders.put(name, folder);
            }
            store.pool().use(folder);
            return folder;
        } finally {
            structure.unlock();
        }
    }

    void release(Folder folder) {
        store.pool().release(folder);
    }

    void requireExists(MailboxName name) throws IOException, StoreException {
        if (!exists(name)) {
            throw new StoreException(Problem.NO_SUCH_MAILBOX, name.path());
        }
    }

    /** Ends a mailbox's handles; called under {@link #structure}. Returns what was loaded. */
    Optional<Folder> end(MailboxName name) {
        Optional<Folder> folder = Optional.ofNullable(folders.remove(name));
        folder.ifPresent(f -> {
            f.end();
            store.pool().forget(f);
        });
        ledger.balances().doubt(name);
        return folder;
    }

    /** Ends the handles of all mailboxes, which are not ours alone any more; called under {@link #structure}. */
    void endAll() {
        for (MailboxName name : List.copyOf(folders.keySet())) {
            end(name).ifPresent(f -> f.tellLast(new Change.Gone(name)));
        }
        usage.doubt();
    }

    /** Called under {@link #structure}. */
    boolean isLoaded(MailboxName name) {
        return folders.containsKey(name);
    }

    /** Forgets a mailbox nobody uses; called by the pool without any lock. */
    void unload(Folder folder) {
        structure.lock();
        try {
            if (store.pool().forgetIfUnused(folder)) {
                folders.remove(folder.name(), folder);
                folder.retire();
            }
        } finally {
            structure.unlock();
        }
    }

    /** Ends everything, and tells that of each mailbox, loaded or not; called under {@link #structure}. */
    void remove() throws IOException {
        Set<MailboxName> all = new HashSet<>(folders.keySet());
        if (env.files().stat(path).isPresent()) {
            all.addAll(names());
        }
        removed = true;
        ledger.end();
        for (MailboxName name : all) {
            Change gone = new Change.Gone(name);
            end(name).ifPresentOrElse(f -> f.tellLast(gone), () -> tell(gone));
        }
    }
}
