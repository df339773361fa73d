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
import java.util.function.UnaryOperator;
import org.postern.store.AccessChange;
import org.postern.store.AccessIdentifier;
import org.postern.store.AccessList;
import org.postern.store.Change;
import org.postern.store.IdFormat;
import org.postern.store.MailStore;
import org.postern.store.MailboxName;
import org.postern.store.Problem;
import org.postern.store.Reason;
import org.postern.store.StoreException;
import org.postern.store.StoreLimits;
import org.postern.store.UserName;

/**
 * What the handles of one account share: its directory, its loaded mailboxes, its listeners. {@link #structure} guards
 * which mailboxes there are and is taken before the lock of any of them; the account file has a lock of its own, taken
 * last.
 */
final class AccountRoot implements FolderLoader.OfAccount {
    private final MaildirStore store;
    private final UserName user;
    private final Path path;
    private final Surroundings env;
    private final ReentrantLock structure = new ReentrantLock();
    private final Map<MailboxName, Folder> folders = new ConcurrentHashMap<>();
    private final AccountLedger ledger;
    private final Watchers watchers = new Watchers();
    private final Object accountFileLock = new Object();
    private final Holding holding;
    private volatile boolean removed;
    /** Whether folders are known to lie flat. */
    private boolean flat;

    private volatile List<String> oddFolders = List.of();
    /** Whether there is a size of every mailbox. */
    private volatile boolean counted;

    AccountRoot(MaildirStore store, UserName user, Path path, Surroundings env) {
        this.store = store;
        this.user = user;
        this.path = path;
        this.env = env;
        this.holding = new Holding(env, path);
        this.ledger = new AccountLedger(
                env, path, LedgerBook.Keep.DEFAULT, () -> store.ledgers().add(this));
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

    /** Changes an access list, and takes note of whom the account shares with; called under {@link #structure}. */
    void changeAccess(MailboxName name, AccessChange change) throws IOException, StoreException {
        requireExists(name);
        AccessFile file = new AccessFile(env.small(), folderPath(name));
        AccessList before = file.read();
        AccessList after = before.with(change, before.before(change.identifier(), user), StoreLimits.ACCESS_ENTRIES);
        if (user.equals(MailStore.PUBLIC)) {
            file.write(after);
        } else {
            requireFew(before, after);
            file.write(after);
            store.shares().note(user, ShareList.granted(env, path, user));
        }
        tell(name, new Change.Access(name, after));
    }

    private void requireFew(AccessList before, AccessList after) throws IOException, StoreException {
        Set<AccessIdentifier> more = new HashSet<>(after.others(user));
        more.removeAll(before.others(user));
        if (!more.isEmpty()) {
            more.addAll(ShareList.granted(env, path, user));
            if (more.size() > ShareList.MOST) {
                throw new StoreException(Problem.LIMIT, "shared with too many");
            }
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

    /** Folders that another server lays otherwise lie our way while this store has the account; called under {@link #structure}. */
    void flatten() throws IOException {
        if (!flat) {
            oddFolders = switch (accountFile().layout()) {
                case FLAT -> List.of();
                case NESTED -> new NestedFolders(env, path).flatten();
                case UTF8 -> new CourierFolders(env, path).encode();
            };
            oddFolders.forEach(sentence -> Log.oddFolder(path, sentence));
            new HeldAside(env, path).bringBack();
            flat = true;
        }
    }

    /** Whether folders lie our way; those of an account that nobody opened may not. */
    boolean isFlat() throws IOException {
        structure.lock();
        try {
            return flat || accountFile().layout() == MaildirLayout.FLAT;
        } finally {
            structure.unlock();
        }
    }

    /** Gives them back as they were; nobody keeps a mailbox open. Returns sentences about those that stay. */
    List<String> layAsBefore() throws IOException, StoreException {
        structure.lock();
        try {
            MaildirLayout layout = accountFile().layout();
            Set<MailboxName> subscribed = Subscriptions.read(env.small(), path);
            if (env.files().stat(path.resolve(Subscriptions.COURIER)).isPresent()) {
                env.small()
                        .replace(path.resolve(Subscriptions.COURIER), Subscriptions.textForCourier(subscribed, layout));
            }
            if (layout == MaildirLayout.FLAT) {
                return List.of();
            }
            for (MailboxName name : List.copyOf(folders.keySet())) {
                end(name).ifPresent(f -> f.tellLast(new Change.Gone(name)));
            }
            flat = false;
            counted = false;
            if (layout == MaildirLayout.UTF8) {
                return new CourierFolders(env, path).decode();
            }
            for (MailboxName name : names()) {
                FolderTerms.discard(env, folderPath(name)); // would be taken for a folder
            }
            List<String> odd = new NestedFolders(env, path).nest();
            env.small().replace(path.resolve(Subscriptions.FILE), Subscriptions.textForNested(subscribed));
            return odd;
        } finally {
            structure.unlock();
        }
    }

    /** What could not be flattened. */
    List<String> oddFolders() {
        return oddFolders;
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
        ledger.doubt(name);
        return folder;
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

    /** Takes note of what mailboxes there are; called under {@link #structure}. */
    void noteNames(NavigableSet<MailboxName> names) {
        ledger.retain(names);
        counted &= ledger.isCompared(names);
    }

    /** What all mailboxes hold; those not known yet are read from their indexes' ends, or loaded. */
    FolderSize use() throws IOException, StoreException {
        count();
        return ledger.total();
    }

    /** As {@link #use}, of each. */
    Map<MailboxName, FolderSize> sizes() throws IOException, StoreException {
        count();
        return ledger.sizes();
    }

    private void count() throws IOException, StoreException {
        if (!counted) {
            NavigableSet<MailboxName> names = names();
            for (MailboxName name : names) {
                if (ledger.size(name).isEmpty()) {
                    compare(name);
                }
            }
            ledger.retainUnseen(names);
            ledger.completed();
            counted = true;
        }
    }

    /** Holds the ledger against the files. */
    void recount() throws IOException, StoreException {
        for (MailboxName name : names()) {
            compare(name);
        }
        count();
        ledger.check();
    }

    private void compare(MailboxName name) throws IOException, StoreException {
        if (!compareUnloaded(name)) {
            load(name);
        }
    }

    /** One that is not loaded stays so meanwhile, or its arrivals would be overlooked. */
    private boolean compareUnloaded(MailboxName name) throws StoreException {
        structure.lock();
        try {
            Optional<FolderSize> known = folders.containsKey(name)
                    ? Optional.empty()
                    : IndexEnd.sizeUnlessChanged(env.files(), folderPath(name));
            known.ifPresent(size -> ledger.found(name, size, Reason.RECALCULATION));
            return known.isPresent();
        } finally {
            structure.unlock();
        }
    }

    private void load(MailboxName name) throws IOException, StoreException {
        try {
            Folder folder = acquire(name);
            try {
                new FolderView(folder).refresh();
            } finally {
                release(folder);
            }
        } catch (StoreException e) {
            boolean gone = e.problem() == Problem.NO_SUCH_MAILBOX || e.problem() == Problem.MAILBOX_GONE;
            if (!gone) {
                throw e;
            }
        }
    }

    AccountFile accountFile() throws IOException {
        synchronized (accountFileLock) {
            return AccountFile.read(env.small(), path).orElse(AccountFile.EMPTY);
        }
    }

    AccountFile changeAccountFile(UnaryOperator<AccountFile> change) throws IOException {
        synchronized (accountFileLock) {
            AccountFile changed = change.apply(accountFile());
            env.small().replace(path.resolve(AccountFile.FILE), changed.text());
            return changed;
        }
    }

    /** A UIDVALIDITY no mailbox of this account ever had. */
    @Override
    public long next() throws IOException {
        long now = env.clock().instant().getEpochSecond();
        return changeAccountFile(f -> f.withNextUidValidity(now)).lastUidValidity();
    }

    @Override
    public IdFormat ids() throws IOException {
        return accountFile().ids();
    }

    @Override
    public void taken(long uidValidity) throws IOException {
        if (accountFile().lastUidValidity() < uidValidity) {
            changeAccountFile(f -> f.withUidValidityTaken(uidValidity));
        }
    }
}
