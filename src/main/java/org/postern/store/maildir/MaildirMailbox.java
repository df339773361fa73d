package org.postern.store.maildir;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.postern.store.Actor;
import org.postern.store.Arrival;
import org.postern.store.Change;
import org.postern.store.CopyOutcome;
import org.postern.store.Delta;
import org.postern.store.FlagChange;
import org.postern.store.FlagOutcome;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.MailboxInfo;
import org.postern.store.MailboxSnapshot;
import org.postern.store.Marks;
import org.postern.store.MessageBody;
import org.postern.store.ModSeq;
import org.postern.store.ProgressListener;
import org.postern.store.Provenance;
import org.postern.store.StoreException;
import org.postern.store.Summaries;
import org.postern.store.TermIndex;
import org.postern.store.UidSet;
import org.postern.store.UniqueIds;
import org.postern.store.Watch;

/** A handle on a mailbox: keeps it loaded until closed. */
final class MaildirMailbox implements Mailbox {
    private final Folder folder;
    private final FolderView view;
    private final FolderBodies bodies;
    private final MailboxInfo info;
    private final Actor by;
    private volatile ProgressListener progress = ProgressListener.NONE;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param by who changes it through this handle */
    MaildirMailbox(Folder folder, MailboxInfo info, Actor by) {
        this.folder = folder;
        this.view = new FolderView(folder);
        this.bodies = new FolderBodies(folder);
        this.info = info;
        this.by = by;
    }

    @Override
    public void reportTo(ProgressListener listener) {
        progress = listener;
    }

    @Override
    public MailboxInfo info() {
        return info;
    }

    @Override
    public MailboxSnapshot refresh() throws StoreException {
        return view.refresh();
    }

    @Override
    public MailboxSnapshot snapshot() throws StoreException {
        return folder.snapshot();
    }

    @Override
    public MessageBody body(long uid) throws StoreException {
        return bodies.open(uid);
    }

    @Override
    public Provenance provenance() {
        return new Provenance() {
            @Override
            public Optional<Instant> saved(long uid) throws StoreException {
                return bodies.fileName(uid).flatMap(SaveTime::of);
            }

            @Override
            public Optional<String> contentId(long uid) throws StoreException {
                return bodies.fileName(uid).map(ContentId::of);
            }
        };
    }

    @Override
    public Marks marks() {
        return new FolderMarks(folder);
    }

    @Override
    public UniqueIds uniqueIds() throws StoreException {
        return folder.uniqueIds();
    }

    @Override
    public Summaries summaries() throws StoreException {
        return FolderSummaries.open(folder);
    }

    @Override
    public TermIndex termIndex() throws StoreException {
        return folder.terms().open();
    }

    @Override
    public UidSet append(List<Arrival> arrivals) throws StoreException {
        return folder.arrivals().append(arrivals, Occasion.arrival(by), progress);
    }

    @Override
    public FlagOutcome flag(UidSet uids, FlagChange change, Optional<ModSeq> unlessChangedSince) throws StoreException {
        return folder.lockedAll(l -> {
            l.changes().expect(2 * uids.size()); // an old name and a new one of each
            return new FlagWork(l.state(), change, unlessChangedSince)
                    .reporting(progress)
                    .run(uids);
        });
    }

    @Override
    public UidSet expunge(UidSet uids) throws StoreException {
        return folder.expunge(uids, Occasion.expunge(by), progress);
    }

    @Override
    public CopyOutcome copy(UidSet uids, Mailbox target, UnaryOperator<Flags> carried) throws StoreException {
        return new CopyWork(folder, folderOf(target), by, carried)
                .reporting(progress)
                .copy(uids);
    }

    @Override
    public CopyOutcome move(UidSet uids, Mailbox target, UnaryOperator<Flags> carried) throws StoreException {
        return new CopyWork(folder, folderOf(target), by, carried)
                .reporting(progress)
                .move(uids);
    }

    @Override
    public long replace(long uid, Arrival arrival, Mailbox target) throws StoreException {
        return new ReplaceWork(folder, folderOf(target), by).replace(uid, arrival);
    }

    private Folder folderOf(Mailbox target) {
        if (target instanceof MaildirMailbox other && other.folder.isOfSameStore(folder)) {
            return other.folder;
        }
        throw new IllegalArgumentException("the target belongs to another store");
    }

    @Override
    public Delta since(ModSeq since) throws StoreException {
        return view.since(since);
    }

    @Override
    public UidSet claimRecent() throws StoreException {
        return folder.lockedAll(l -> new ClaimWork(l).run());
    }

    @Override
    public UidSet recent() throws StoreException {
        return view.recent();
    }

    @Override
    public Watch watch(Consumer<Change> listener) throws StoreException {
        return folder.watch(listener);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            folder.root().release(folder);
        }
    }
}
