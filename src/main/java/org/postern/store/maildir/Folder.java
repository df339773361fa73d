package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postern.store.Change;
import org.postern.store.MailboxInfo;
import org.postern.store.MailboxName;
import org.postern.store.MailboxSnapshot;
import org.postern.store.Problem;
import org.postern.store.ProgressListener;
import org.postern.store.Reason;
import org.postern.store.StoreException;
import org.postern.store.UidSet;
import org.postern.store.UniqueIds;
import org.postern.store.Watch;
import org.postern.store.maildir.ForeignChanges.Interest;

/**
 * One mailbox, shared by all its handles; loaded when first used. What is done with it others do, under its lock.
 *
 * <p>Invariants: what is loaded is read and changed under the one lock, and its changes are told under it; files are synced
 * without it; two mailboxes are locked in the order of their paths. A mailbox that has ended stays so, and nothing begins
 * in it.
 */
final class Folder implements FolderListener {
    private final AccountRoot root;
    private final Surroundings env;
    private final MailboxName name;
    private final Path path;
    private final ReentrantLock lock = new ReentrantLock();
    private final Arrivals arrivals;
    private final Departures departures = new Departures(lock);
    private final Watchers watchers = new Watchers();
    private final FolderTerms terms;
    private FolderLoader.@Nullable Loaded loaded;
    private volatile boolean ended;

    Folder(AccountRoot root, MailboxName name, Path path) {
        this.root = root;
        this.env = root.env();
        this.name = name;
        this.path = path;
        this.arrivals = new Arrivals(this, lock);
        this.terms = new FolderTerms(this, env, root.termBuilder());
    }

    AccountRoot root() {
        return root;
    }

    MailboxName name() {
        return name;
    }

    Path path() {
        return path;
    }

    FolderTerms terms() {
        return terms;
    }

    Arrivals arrivals() {
        return arrivals;
    }

    Departures departures() {
        return departures;
    }

    boolean hasEnded() {
        return ended;
    }

    boolean isOfSameStore(Folder other) {
        return env.mail().equals(other.env.mail());
    }

    /** What is done under the lock, with the state loaded. */
    interface Work<T> {
        T on(FolderState loaded) throws IOException, StoreException;
    }

    <T> T locked(Work<T> work) throws StoreException {
        return lockedAll(l -> work.on(l.state()));
    }

    /** As {@link Work}, with all that is loaded. */
    interface AllWork<T> {
        T on(FolderLoader.Loaded loaded) throws IOException, StoreException;
    }

    /** What is done under the lock whether or not the state is loaded. */
    interface StillWork<T> {
        T on(Optional<FolderLoader.Loaded> loaded) throws IOException, StoreException;
    }

    /** Holds the mailbox still, so that its files can be looked at; loads nothing. */
    <T> T still(StillWork<T> work) throws StoreException {
        return underLock(() -> {
            requireThere();
            return work.on(Optional.ofNullable(loaded));
        });
    }

    <T> T lockedAll(AllWork<T> work) throws StoreException {
        return underLock(() -> work.on(loaded()));
    }

    /** Two mailboxes under both their locks. */
    interface Pair<T> {
        T on(FolderState from, FolderState to) throws IOException, StoreException;
    }

    <T> T lockedWith(Folder target, Pair<T> work) throws StoreException {
        boolean first = path.compareTo(target.path) <= 0;
        return (first ? this : target)
                .locked(a -> (first ? target : this).locked(b -> first ? work.on(a, b) : work.on(b, a)));
    }

    private interface Call<T> {
        T run() throws IOException, StoreException;
    }

    private <T> T underLock(Call<T> call) throws StoreException {
        lock.lock();
        try {
            return call.run();
        } catch (NoSuchFileException e) {
            throw lost(e);
        } catch (IOException e) {
            throw Failures.of(name.path(), e);
        } finally {
            lock.unlock();
        }
    }

    /** Something of the mailbox is missing: perhaps all of it. */
    private StoreException lost(IOException cause) {
        try {
            ended |= env.files().stat(path).isEmpty();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
        if (ended) {
            root.balances().gone(name, Occasion.FOREIGN);
        }
        return ended
                ? new StoreException(Problem.MAILBOX_GONE, name + " is no longer there", cause)
                : Failures.of(name.path(), cause);
    }

    private void requireThere() throws StoreException {
        root.requireStoreOpen();
        if (ended) {
            throw new StoreException(Problem.MAILBOX_GONE, name + " is no longer there");
        }
    }

    private FolderLoader.Loaded loaded() throws IOException, StoreException {
        requireThere();
        FolderLoader.Loaded now = loaded;
        if (now == null) {
            now = new FolderLoader(env, path, name).load(root.accountFile(), this);
            loaded = now;
            root.balances().found(name, FolderSize.of(now.state().snapshot()), now.otherwise());
        }
        return now;
    }

    /** While it is loaded, what came counts with all that is found. */
    @Override
    public void moved(FolderSize came, Occasion why) {
        FolderLoader.Loaded now = loaded;
        if (now != null) {
            root.balances().moved(name, came, FolderSize.of(now.state().snapshot()), why);
        }
    }

    @Override
    public void changed(Change change) {
        if (change instanceof Change.Arrived arrived) {
            terms.arrived(arrived.uids().size());
        }
        root.tell(change);
        watchers.tell(change);
    }

    /** Counts it as what it holds. */
    void noteSize() throws StoreException {
        lockedAll(l -> {
            root.balances().found(name, FolderSize.of(l.state().snapshot()), Reason.RECALCULATION);
            return l;
        });
    }

    MailboxInfo info() throws StoreException {
        return locked(FolderState::info);
    }

    MailboxSnapshot snapshot() throws StoreException {
        return locked(FolderState::snapshot);
    }

    UniqueIds uniqueIds() throws StoreException {
        return locked(s -> new FolderIds(s, lock, root.accountFile().ids(), KnownIds.read(env, path)));
    }

    UidSet expunge(UidSet uids, Occasion why, ProgressListener progress) throws StoreException {
        UidSet removed = lockedAll(l -> {
            l.changes().expect(uids.size());
            return new ExpungeWork(l.state(), root.holding(), why)
                    .reporting(progress)
                    .run(uids);
        });
        root.holding().purgeIfDue();
        return removed;
    }

    Watch watch(Consumer<Change> listener) throws StoreException {
        return locked(s -> watchers.add(listener));
    }

    /** For the sake of listeners only. */
    void lookQuietly() {
        try {
            lockedAll(l -> {
                if (l.changes().isStirred()) {
                    l.changes().catchUp(Interest.WATCHED);
                }
                return l;
            });
        } catch (StoreException e) {
            Log.lookFailed(path, e);
        }
    }

    boolean isWatched() {
        return !watchers.isEmpty();
    }

    /** No operation begins after this, and none is under way. */
    void end() {
        lock.lock();
        try {
            ended = true;
        } finally {
            lock.unlock();
        }
        retire();
    }

    /** The last thing told to this mailbox's listeners; the account's are told too. */
    void tellLast(Change change) {
        root.tell(change);
        watchers.tell(change);
    }

    /** Waits for what is under way and forgets the state, leaving the index such that loading again is quick. */
    void retire() {
        arrivals.drain();
        root.ledger().flush(); // an index that was closed well is held against it
        lock.lock();
        try {
            FolderLoader.Loaded now = loaded;
            if (now != null) {
                now.changes().end();
            }
        } catch (IOException e) {
            Log.lookFailed(path, e);
        } finally {
            loaded = null;
            lock.unlock();
        }
    }
}
