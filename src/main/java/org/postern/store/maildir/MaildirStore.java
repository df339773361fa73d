package org.postern.store.maildir;

import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.postern.store.Account;
import org.postern.store.Actor;
import org.postern.store.Change;
import org.postern.store.MailStore;
import org.postern.store.Problem;
import org.postern.store.Spool;
import org.postern.store.StorageUse;
import org.postern.store.StoreException;
import org.postern.store.UserName;
import org.postern.store.Watch;

/**
 * All accounts below one directory, {@code <mail>/<domain>/<local part>/}. One process at a time owns it, see {@link
 * DirectoryLock}. Keeps nothing in memory of an account that nobody uses, but for a bounded number of mailboxes.
 */
public final class MaildirStore implements MailStore {
    /** Accounts opened between two sweeps of those that nobody holds any more. */
    private static final int SWEEP = 4096;

    /** Beside the root of all accounts: what belongs to nobody. */
    private static final String PUBLIC_FOLDERS = "public";

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private final Surroundings env;
    private final FolderPool pool;
    private final Map<UserName, WeakReference<AccountRoot>> accounts = new ConcurrentHashMap<>();
    private final AccountMaker maker;
    /** Accounts to be released at the end; none unless that is wanted. */
    private final Set<UserName> used = ConcurrentHashMap.newKeySet();

    private final HeldSweep sweep;
    private final TermBuilder termBuilder;
    private final LedgerWriter ledgers = new LedgerWriter();
    private final LedgerSweep ledgerSweep;
    private final ShareList shares;
    /** Kept while the store is open: there is only one. */
    private final AccountRoot publicFolders;

    private final AtomicInteger opened = new AtomicInteger();
    private volatile boolean closed;

    private MaildirStore(Surroundings env) {
        this.env = env;
        this.pool = new FolderPool(env.tuning().unusedFolders());
        this.maker = new AccountMaker(env);
        this.sweep = new HeldSweep(env);
        this.termBuilder = new TermBuilder(env);
        this.ledgerSweep = new LedgerSweep(this, env);
        this.shares = new ShareList(env);
        Path directory = SmallFiles.parent(env.mail()).resolve(PUBLIC_FOLDERS);
        this.publicFolders = new AccountRoot(this, PUBLIC, directory, env);
    }

    /**
     * Opens the store, making its directory when there is none, and removes what a killed process left half received.
     *
     * @param mail {@code <data-dir>/mail}; its parent must exist
     * @throws StoreException DISK_FULL, UNAVAILABLE
     */
    public static MaildirStore open(Path mail, MaildirSettings settings, InstantSource clock, RandomGenerator random)
            throws StoreException {
        Machine machine = new Machine(new DiskFiles(), KernelLookout::open, Tuning.DEFAULT);
        return open(machine, mail, settings, clock, random);
    }

    /** Where a lookout comes from, given a place for its markers. */
    interface Lookouts {
        Lookout open(FileLayer files, Path spool);
    }

    /** What tests put in the place of the machine. */
    record Machine(FileLayer files, Lookouts lookouts, Tuning tuning) {}

    static MaildirStore open(
            Machine machine, Path mail, MaildirSettings settings, InstantSource clock, RandomGenerator random)
            throws StoreException {
        FileLayer files = machine.files();
        String boot = bootId(files).orElseGet(() -> Long.toHexString(random.nextLong()));
        UniqueNames names = new UniqueNames(clock, random, settings.hostname(), boot);
        Path spool = mail.resolve(Surroundings.SPOOL);
        SmallFiles small = new SmallFiles(files);
        try {
            files.makeDirectory(mail);
            files.makeDirectory(spool);
            for (String left : files.list(spool)) {
                small.deleteTree(spool.resolve(left));
            }
        } catch (IOException e) {
            throw Failures.of("opening " + mail, e);
        }
        Lookout lookout = machine.lookouts().open(files, spool);
        return new MaildirStore(new Surroundings(
                files, small, lookout, mail, settings, machine.tuning(), clock, names, new PathLocks()));
    }

    private static Optional<String> bootId(FileLayer files) {
        try (FileChannel channel = files.openToRead(BOOT_ID)) {
            ByteBuffer octets = ByteBuffer.allocate(64);
            channel.read(octets);
            String id = new String(octets.array(), 0, octets.position(), StandardCharsets.US_ASCII).strip();
            return Optional.of(id).filter(text -> !text.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public Account open(UserName user) throws StoreException {
        return open(user, Actor.SERVER);
    }

    @Override
    public Account open(UserName user, Actor by) throws StoreException {
        requireOpen();
        AccountRoot root = root(user);
        root.structure().lock();
        try {
            maker.makeIfMissing(root.path());
            root.flatten();
        } catch (IOException e) {
            throw Failures.of("account of " + user, e);
        } finally {
            root.structure().unlock();
        }
        if (env.settings().atClose() == MaildirSettings.AtClose.RELEASE) {
            used.add(user);
        }
        root.holding().purgeIfDue();
        return new MaildirAccount(root, by);
    }

    @Override
    public Account publicFolders() throws StoreException {
        return publicFolders(Actor.SERVER);
    }

    @Override
    public Account publicFolders(Actor by) throws StoreException {
        requireOpen();
        publicFolders.structure().lock();
        try {
            maker.makePublic(publicFolders.path());
            publicFolders.flatten();
        } catch (IOException e) {
            throw Failures.of("public folders", e);
        } finally {
            publicFolders.structure().unlock();
        }
        publicFolders.holding().purgeIfDue();
        return new MaildirAccount(publicFolders, by);
    }

    @Override
    public Collection<UserName> sharers(UserName with) throws StoreException {
        requireOpen();
        try {
            return shares.sharers(with);
        } catch (IOException e) {
            throw Failures.of("who shares", e);
        }
    }

    @Override
    public Watch watchSharers(UserName with, Consumer<UserName> listener) throws StoreException {
        requireOpen();
        try {
            return shares.watch(with, listener);
        } catch (IOException e) {
            throw Failures.of("who shares", e);
        }
    }

    @Override
    public Watch watch(UserName owner, Consumer<Change> listener) throws StoreException {
        requireOpen();
        AccountRoot root = rootOf(owner);
        Watch watch = root.watchers().add(listener);
        return () -> {
            try {
                watch.close();
            } finally {
                Reference.reachabilityFence(root); // as long as somebody watches, it is this one that tells
            }
        };
    }

    ShareList shares() {
        return shares;
    }

    private AccountRoot rootOf(UserName owner) throws StoreException {
        return owner.equals(PUBLIC) ? publicFolders : root(owner);
    }

    private void makeReady(UserName owner) throws StoreException {
        if (owner.equals(PUBLIC)) {
            publicFolders();
        } else {
            open(owner);
        }
    }

    /** Handles and loaded mailboxes hold their account; when none is left it may go. */
    private AccountRoot root(UserName user) throws StoreException {
        Path path = path(user);
        AccountRoot fresh = new AccountRoot(this, user, path, env);
        AccountRoot[] chosen = {fresh};
        accounts.compute(user, (u, known) -> {
            AccountRoot there = known == null ? null : known.get();
            if (there != null) {
                chosen[0] = there;
                return known;
            }
            return new WeakReference<>(fresh);
        });
        if (opened.incrementAndGet() % SWEEP == 0) {
            accounts.values().removeIf(reference -> reference.get() == null);
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

    @Override
    public Spool spool() throws StoreException {
        requireOpen();
        return SpoolFile.create(env);
    }

    @Override
    public void remove(UserName user) throws StoreException {
        requireOpen();
        AccountRoot root = root(user);
        root.structure().lock();
        try {
            new HeldAside(env, root.path()).remove(); // first: a new account of that name must not take it
            remove(root);
        } catch (IOException e) {
            throw Failures.of("account of " + user, e);
        } finally {
            root.structure().unlock();
        }
    }

    /**
     * Takes over an account that another server has left in this store's directory; mailboxes that are ours already stay as
     * they are. It would happen by itself as each mailbox is opened.
     */
    public AdoptedAccount adopt(UserName user) throws StoreException {
        makeReady(user);
        return adopt(user, List.of());
    }

    /**
     * Takes over an account from a tree that lies elsewhere. The user has no mail here yet; what is held for him stays held.
     *
     * @throws StoreException CANNOT when he has, or the tree cannot be used as asked
     */
    public AdoptedAccount adopt(UserName user, AdoptionSource source) throws StoreException {
        requireOpen();
        if (user.equals(PUBLIC)) {
            throw new StoreException(Problem.CANNOT, "public folders are taken over where they lie");
        }
        AccountRoot root = root(user);
        List<String> odd;
        root.structure().lock();
        try {
            TreeTransfer transfer = new TreeTransfer(env, source);
            transfer.requireUsable();
            if (env.files().stat(root.path()).isPresent()) {
                requireNoMail(root);
                new HeldAside(env, root.path()).layAside();
                remove(root);
            }
            odd = transfer.to(root.path());
            maker.take(root.path(), source.layout());
        } catch (IOException e) {
            throw Failures.of("account of " + user, e);
        } finally {
            root.structure().unlock();
        }
        open(user);
        return adopt(user, odd);
    }

    private void requireNoMail(AccountRoot root) throws IOException, StoreException {
        boolean ours = env.files().stat(root.path().resolve(AccountFile.FILE)).isPresent();
        if (ours) {
            root.flatten(); // in nested folders no mail would be seen
        }
        boolean empty = ours
                ? root.use().messages() == 0
                : Set.of(Holding.DIRECTORY).containsAll(env.files().list(root.path()));
        if (!empty) {
            throw new StoreException(Problem.CANNOT, root.user() + " has mail here already");
        }
    }

    private AdoptedAccount adopt(UserName user, List<String> odd) throws StoreException {
        try {
            AccountRoot root = rootOf(user);
            if (root != publicFolders) {
                shares.note(user, ShareList.granted(env, root.path(), user));
            }
            return new AccountAdoption(root).run(odd);
        } catch (IOException e) {
            throw Failures.of("account of " + user, e);
        }
    }

    /**
     * Writes into an account what Dovecot or Courier must know to go on with the same UIDs. What changes afterwards they do
     * not know, so nobody should use the account through this store any more.
     *
     * @param use with the limits to be noted for them
     */
    public List<ReleasedMailbox> release(UserName user, StorageUse use) throws StoreException {
        makeReady(user);
        try {
            String limits = QuotaFile.limits(use);
            return new AccountRelease(rootOf(user)).run(Optional.of(limits).filter(line -> !line.isEmpty()));
        } catch (IOException e) {
            throw Failures.of("account of " + user, e);
        }
    }

    /** Compares what lies in an account with what is kept about it. Changes nothing on the disk. */
    public CheckReport check(UserName user, CheckDepth depth) throws StoreException {
        requireOpen();
        try {
            return new MailboxCheck(rootOf(user), depth).look();
        } catch (IOException e) {
            throw Failures.of("account of " + user, e);
        }
    }

    /** As {@link #check}, and mends what it finds, as far as that can be done without losing anything. */
    public CheckReport repair(UserName user, CheckDepth depth) throws StoreException {
        makeReady(user);
        try {
            return new MailboxCheck(rootOf(user), depth).repair();
        } catch (IOException e) {
            throw Failures.of("account of " + user, e);
        }
    }

    private void remove(AccountRoot root) throws IOException {
        root.remove();
        accounts.remove(root.user());
        shares.note(root.user(), Set.of());
        maker.remove(root.path());
    }

    void requireOpen() throws StoreException {
        if (closed) {
            throw new StoreException(Problem.UNAVAILABLE, "the store is closed");
        }
    }

    /** Tells every account that somebody holds. */
    void tell(Change change) {
        for (WeakReference<AccountRoot> account : accounts.values()) {
            AccountRoot root = account.get();
            if (root != null) {
                root.tell(change);
            }
        }
    }

    TermBuilder termBuilder() {
        return termBuilder;
    }

    LedgerWriter ledgers() {
        return ledgers;
    }

    /** Writes what waits to be written of ledgers. To be called every second or so, from any thread. */
    public void writeLedgers() {
        ledgers.step();
    }

    /**
     * One step in holding ledgers against the files, those of accounts that nobody uses too. To be called every few seconds,
     * from one thread at a time.
     */
    public void sweepLedgers() {
        if (!closed) {
            ledgerSweep.step();
        }
    }

    /** Holds the ledger of an account against its files. */
    void recount(UserName user) throws IOException, StoreException {
        requireOpen();
        AccountRoot root = root(user);
        if (root.isFlat()) {
            root.recount();
        }
    }

    FolderPool pool() {
        return pool;
    }

    /**
     * Looks for what other programs did to mailboxes that somebody watches, and tells. To be called a few times a second,
     * from one thread at a time.
     */
    public void lookAround() {
        env.lookout().gather();
        for (Folder folder : pool.all()) {
            if (!closed && folder.isWatched()) {
                folder.lookQuietly();
            }
        }
    }

    /** What other servers must know is written last, when nobody uses a mailbox any more. */
    private void releaseUsed() {
        for (UserName user : used) {
            try {
                new AccountRelease(root(user)).runIfChanged();
            } catch (IOException | StoreException e) {
                Log.notReleased(user, e);
            }
        }
    }

    /**
     * One step in removing what was held too long, or has to make room on a disk that is short: at accounts that nobody uses
     * too. To be called every few seconds, from one thread at a time.
     */
    public void sweepHeld() {
        if (!closed) {
            sweep.step();
        }
    }

    /**
     * One step in indexing messages for searches that wanted to know them: takes a second or two where there is something to
     * do. To be called a few times a second, from one thread at a time.
     */
    public void indexTerms() {
        termBuilder.step();
    }

    /** Ends that for good; when this returns nothing of it is under way. */
    public void endIndexing() {
        termBuilder.end();
    }

    @Override
    public void close() {
        endIndexing();
        releaseUsed();
        closed = true;
        pool.all().forEach(Folder::retire);
        ledgers.step();
        try {
            env.lookout().close();
        } catch (IOException e) {
            Log.lookFailed(env.mail(), e);
        }
    }
}
