package org.postern.store.maildir;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postern.store.Arrival;
import org.postern.store.Change;
import org.postern.store.Delta;
import org.postern.store.FlagChange;
import org.postern.store.FlagOutcome;
import org.postern.store.MailboxInfo;
import org.postern.store.MailboxName;
import org.postern.store.MailboxSnapshot;
import org.postern.store.MailboxStatus;
import org.postern.store.MessageBody;
import org.postern.store.ModSeq;
import org.postern.store.Problem;
import org.postern.store.StoreException;
import org.postern.store.UidSet;
import org.postern.store.Watch;

/**
 * One mailbox, shared by all its handles; loaded when first used. One lock guards its state. Files are synced without it;
 * two mailboxes are locked in the order of their paths.
 */
final class Folder {
    private final AccountRoot root;
    private final Surroundings env;
    private final MailboxName name;
    private final Path path;
    private final ReentrantLock lock = new ReentrantLock();
    private final CommitQueue queue = new CommitQueue(lock);
    private final Watchers watchers = new Watchers();
    private final Freshness freshness = new Freshness(System::nanoTime);
    private @Nullable FolderState state;
    private boolean ended;
    /** Messages on their way to another mailbox, so that nobody else takes them too. */
    private UidSet leaving = UidSet.NONE;

    Folder(AccountRoot root, MailboxName name, Path path) {
        this.root = root;
        this.env = root.env();
        this.name = name;
        this.path = path;
    }

    AccountRoot root() {
        return root;
    }

    MailboxName name() {
        return name;
    }

    boolean isOfSameStore(Folder other) {
        return env.mail().equals(other.env.mail());
    }

    /** What is done under the lock, with the state loaded. */
    private interface Work<T> {
        T on(FolderState loaded) throws IOException, StoreException;
    }

    private <T> T locked(Work<T> work) throws StoreException {
        lock.lock();
        try {
            return work.on(loaded());
        } catch (IOException e) {
            throw Failures.of(name.path(), e);
        } finally {
            lock.unlock();
        }
    }

    private FolderState loaded() throws IOException, StoreException {
        root.requireStoreOpen();
        if (ended) {
            throw new StoreException(Problem.MAILBOX_GONE, name + " is no longer there");
        }
        FolderState now = state;
        if (now == null) {
            now = new FolderLoader(env, path, name).load(root::nextUidValidity, this::tell);
            state = now;
            noteSize(now);
        }
        return now;
    }

    private void tell(Change change) {
        FolderState now = state;
        if (now != null) {
            noteSize(now);
        }
        root.tell(change);
        watchers.tell(change);
    }

    private void noteSize(FolderState now) {
        root.noteSize(name, now.snapshot().size(), now.snapshot().totalOctets());
    }

    MailboxInfo info() throws StoreException {
        return locked(FolderState::info);
    }

    MailboxSnapshot refresh() throws StoreException {
        return locked(s -> {
            DirectoryTimes now = DirectoryTimes.of(env.files(), path);
            if (!freshness.holds(now)) {
                freshness.reading(now);
                scan(s);
            }
            return s.snapshot();
        });
    }

    private void scan(FolderState s) throws IOException, StoreException {
        try {
            if (!new DirectoryScan(s).run(UidAdmission.NONE)) {
                freshness.doubt();
            }
        } catch (NoSuchFileException e) {
            freshness.doubt();
            if (env.files().stat(path).isEmpty()) {
                ended = true; // another program removed the whole mailbox
                throw new StoreException(Problem.MAILBOX_GONE, name + " is no longer there", e);
            }
            throw e;
        }
    }

    MailboxStatus status() throws StoreException {
        MailboxSnapshot now = refresh();
        return locked(s -> new MailboxStatus(
                now.info(),
                now.size(),
                now.unseen(),
                now.deleted(),
                s.recent().and(now.uids()).size(),
                now.totalOctets(),
                now.uidNext(),
                now.highestModSeq()));
    }

    MessageBody body(long uid) throws StoreException {
        for (int attempt = 0; attempt < 3; attempt++) {
            MessageFile file = locked(s -> {
                MessageFile known = s.table().get(uid);
                if (known == null) {
                    throw new StoreException(Problem.MESSAGE_GONE, "uid " + uid + " in " + name);
                }
                return known;
            });
            try {
                return open(file);
            } catch (NoSuchFileException e) {
                locked(s -> { // renamed since, by us or by another program
                    scan(s);
                    return s;
                });
            } catch (IOException e) {
                throw Failures.of(name.path(), e);
            }
        }
        throw new StoreException(Problem.UNAVAILABLE, "uid " + uid + " in " + name + " is renamed all the time");
    }

    /** As it lies when Postern wrote it, or it lies with CRLF; else converted. */
    private MessageBody open(MessageFile file) throws IOException {
        FileChannel channel = env.files().openToRead(file.in(path));
        try {
            MessageFileName parsed = MessageFileName.parse(file.name());
            long size = channel.size();
            FileBody raw = new FileBody(channel, size);
            if (parsed.wire().equals(parsed.stored())) {
                return raw;
            }
            boolean asNamed = parsed.stored().orElse(-1) == size;
            return new CrlfBody(raw, asNamed ? parsed.wire().orElse(size) : CrlfBody.measure(channel));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    UidSet append(List<Arrival> arrivals) throws StoreException {
        List<Batch.Source> sources = new ArrayList<>();
        try {
            for (Arrival arrival : arrivals) {
                sources.add(source(arrival));
            }
        } catch (IOException e) {
            throw Failures.of(name.path(), e);
        }
        if (sources.isEmpty()) {
            return locked(s -> UidSet.NONE);
        }
        return finish(locked(s -> queued(s, new Placing(s).link(sources))));
    }

    private static Batch.Source source(Arrival arrival) throws IOException {
        if (!(arrival.message() instanceof SpooledFile spooled)) {
            throw new IllegalArgumentException("the message was spooled by another store");
        }
        Path file = spooled.dated(arrival.received());
        Instant second = arrival.received().truncatedTo(ChronoUnit.SECONDS);
        return new Batch.Source(file, spooled.size(), spooled.size(), arrival.flags(), second);
    }

    /** A batch that waits to be made durable, and where. */
    record Queued(FolderState state, Batch batch) {}

    /** Called under the lock. */
    Queued queued(FolderState s, Batch batch) {
        queue.add(batch);
        return new Queued(s, batch);
    }

    /** Called without any lock. */
    UidSet finish(Queued queued) throws StoreException {
        queue.finish(queued.batch(), queued.state());
        return queued.batch().uids();
    }

    FlagOutcome flag(UidSet uids, FlagChange change, Optional<ModSeq> unlessChangedSince) throws StoreException {
        return locked(s -> new FlagWork(s, change, unlessChangedSince).run(uids));
    }

    UidSet expunge(UidSet uids) throws StoreException {
        return locked(s -> new ExpungeWork(s).run(uids));
    }

    /** Two mailboxes under both their locks. */
    interface Pair<T> {
        T on(FolderState from, FolderState to) throws IOException, StoreException;
    }

    <T> T lockedWith(Folder target, Pair<T> work) throws StoreException {
        boolean first = path.compareTo(target.path) <= 0;
        return (first ? this : target).locked(a -> (first ? target : this)
                .locked(b -> first ? work.on(a, b) : work.on(b, a)));
    }

    /** Takes those that nobody else is taking away; called under the lock. */
    UidSet depart(UidSet uids) {
        UidSet mine = uids.minus(leaving);
        leaving = leaving.plus(mine);
        return mine;
    }

    /** Whether they have left or stay after all. */
    void departed(UidSet uids) {
        lock.lock();
        try {
            leaving = leaving.minus(uids);
        } finally {
            lock.unlock();
        }
    }

    Delta since(ModSeq since) throws StoreException {
        return locked(s -> {
            MailboxSnapshot now = s.snapshot();
            UidSet changed = now.changedAfter(since);
            Optional<UidSet> vanished = s.history().after(since.value());
            long last = now.uidNext() - 1;
            UidSet given = last < 1 ? UidSet.NONE : UidSet.range(1, last);
            return new Delta(changed, vanished.orElseGet(() -> given.minus(now.uids())), vanished.isPresent());
        });
    }

    UidSet recent() throws StoreException {
        return locked(FolderState::recent);
    }

    /** Moves what is claimed from new/ to cur/, as Maildir readers do. */
    UidSet claimRecent() throws StoreException {
        return locked(s -> {
            UidSet recent = s.recent();
            Draft draft = s.draft();
            recent.forEach(uid -> claim(s, uid, draft));
            if (!recent.isEmpty()) {
                draft.claimAll();
            }
            draft.commit();
            return recent;
        });
    }

    /** One that cannot be moved is claimed all the same; a look later finds out where it is. */
    private void claim(FolderState s, long uid, Draft draft) {
        MessageFile from = s.file(uid);
        MessageFile to = from.withLetters("");
        if (from.place() == FilePlace.NEW) {
            try {
                env.files().rename(from.in(path), to.in(path));
                draft.rename(uid, to);
            } catch (IOException e) {
                freshness.doubt();
            }
        }
    }

    Watch watch(Consumer<Change> listener) throws StoreException {
        return locked(s -> watchers.add(listener));
    }

    /** For the sake of listeners only. */
    void lookQuietly() {
        try {
            refresh();
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
        queue.drain();
        lock.lock();
        try {
            FolderState now = state;
            if (now != null) {
                DirectoryTimes times = DirectoryTimes.of(env.files(), path);
                if (freshness.holds(times)) {
                    now.index().mark(times);
                }
                now.index().close();
            }
        } catch (IOException e) {
            Log.lookFailed(path, e);
        } finally {
            state = null;
            freshness.doubt();
            lock.unlock();
        }
    }
}
