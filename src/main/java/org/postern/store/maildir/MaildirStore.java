package org.postern.store.maildir;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.postern.store.Account;
import org.postern.store.Actor;
import org.postern.store.Change;
import org.postern.store.MailStore;
import org.postern.store.Problem;
import org.postern.store.Spool;
import org.postern.store.StoreException;
import org.postern.store.UserName;
import org.postern.store.Watch;

/**
 * All accounts below one directory, {@code <mail>/<domain>/<local part>/}. One process at a time owns it, see {@link
 * DirectoryLock}. Keeps nothing in memory of an account that nobody uses, but for a bounded number of mailboxes.
 */
public final class MaildirStore implements MailStore {
    private final Surroundings env;
    private final FolderPool pool;
    private final AccountRoots accounts;
    private final AccountMaker maker;
    /** Accounts to be released at the end; none unless that is wanted. */
    private final Set<UserName> used = ConcurrentHashMap.newKeySet();

    private final HeldSweep sweep;
    private final TermBuilder termBuilder;
    private final LedgerWriter ledgers = new LedgerWriter();
    private final LedgerSweep ledgerSweep;
    private final ShareList shares;
    private final MaildirAdministration administration;
    private volatile boolean closed;

    private MaildirStore(Surroundings env) {
        this.env = env;
        this.pool = new FolderPool(env.tuning().unusedFolders());
        this.maker = new AccountMaker(env);
        this.sweep = new HeldSweep(env);
        this.termBuilder = new TermBuilder(env);
        this.shares = new ShareList(env);
        this.accounts = new AccountRoots(this, env);
        this.ledgerSweep = new LedgerSweep(accounts, env);
        this.administration = new MaildirAdministration(this, env, accounts, maker);
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
        return new MaildirStore(Surroundings.open(machine, mail, settings, clock, random));
    }

    @Override
    public Account open(UserName user) throws StoreException {
        return open(user, Actor.SERVER);
    }

    @Override
    public Account open(UserName user, Actor by) throws StoreException {
        return new MaildirAccount(ready(accounts.ofUser(user)), by);
    }

    @Override
    public boolean hasAccount(UserName user) throws StoreException {
        requireOpen();
        try {
            return env.files().stat(accounts.ofUser(user).path()).isPresent();
        } catch (IOException e) {
            throw Failures.of("account of " + user, e);
        }
    }

    @Override
    public Account publicFolders() throws StoreException {
        return publicFolders(Actor.SERVER);
    }

    @Override
    public Account publicFolders(Actor by) throws StoreException {
        return new MaildirAccount(ready(accounts.publicFolders()), by);
    }

    /** The account, made or taken over where it is not there yet, with its folders our way. */
    AccountRoot ready(AccountRoot root) throws StoreException {
        requireOpen();
        boolean ofNobody = root == accounts.publicFolders();
        root.structure().lock();
        try {
            if (ofNobody) {
                maker.makePublic(root.path());
            } else {
                maker.makeIfMissing(root.path());
            }
            root.layout().flatten();
        } catch (IOException e) {
            throw Failures.of("account of " + root.user(), e);
        } finally {
            root.structure().unlock();
        }
        if (!ofNobody && env.settings().atClose() == MaildirSettings.AtClose.RELEASE) {
            used.add(root.user());
        }
        root.holding().purgeIfDue();
        return root;
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
        AccountRoot root = accounts.of(owner);
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

    @Override
    public Spool spool() throws StoreException {
        requireOpen();
        return SpoolFile.create(env);
    }

    @Override
    public void remove(UserName user) throws StoreException {
        requireOpen();
        AccountRoot root = accounts.ofUser(user);
        root.structure().lock();
        try {
            new HeldAside(env, root.path()).remove(); // first: a new account of that name must not take it
            discard(root);
        } catch (IOException e) {
            throw Failures.of("account of " + user, e);
        } finally {
            root.structure().unlock();
        }
    }

    /** Removes an account with all but what is held aside; called under {@link AccountRoot#structure}. */
    void discard(AccountRoot root) throws IOException {
        root.remove();
        accounts.forget(root.user());
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
        accounts.tell(change);
    }

    /** For what administrators do to whole accounts. */
    public MaildirAdministration administration() {
        return administration;
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
                new AccountRelease(accounts.ofUser(user)).runIfChanged();
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
