package org.postern.sharing;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
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
import org.postern.store.Problem;
import org.postern.store.ProgressListener;
import org.postern.store.Provenance;
import org.postern.store.Right;
import org.postern.store.Rights;
import org.postern.store.StoreException;
import org.postern.store.Summaries;
import org.postern.store.TermIndex;
import org.postern.store.UidSet;
import org.postern.store.UniqueIds;
import org.postern.store.Watch;

/**
 * A mailbox as one user has it open. Rights are read again after each change of the access list, of which the mailbox itself
 * tells; what another program writes into it counts when it is opened anew.
 */
final class SharedMailbox implements Mailbox {
    private final Mailbox inside;
    private final Place place;
    private final AtomicBoolean stale = new AtomicBoolean(true);
    private final Watch watch;
    private volatile Rights rights = Rights.NONE;
    private volatile @Nullable Renamed renamed;

    /** A snapshot, and the same with the name by which it is asked for. */
    private record Renamed(MailboxSnapshot inside, MailboxSnapshot outside) {}

    private SharedMailbox(Mailbox inside, Place place) throws StoreException {
        this.inside = inside;
        this.place = place;
        // Watch first, or a change between the two would be missed.
        this.watch = inside.watch(change -> {
            if (change instanceof Change.Access) {
                stale.set(true);
            }
        });
        try {
            this.rights = rights();
            if (!place.isOwn()) {
                place.known(rights);
            }
        } catch (StoreException e) {
            watch.close();
            throw e;
        }
    }

    /** A mailbox the user may not know of is not even looked into, or the time it takes would tell. */
    static SharedMailbox open(Place place) throws StoreException {
        if (!place.isOwn()) {
            place.known();
        }
        Mailbox mailbox = place.account().open(place.inside());
        try {
            return new SharedMailbox(mailbox, place);
        } catch (StoreException | RuntimeException e) {
            mailbox.close();
            throw e;
        }
    }

    @Override
    public Rights rights() throws StoreException {
        if (stale.get() && stale.getAndSet(false)) {
            try {
                rights = place.rights();
            } catch (StoreException e) {
                stale.set(true);
                throw e.problem() == Problem.NO_SUCH_MAILBOX
                        ? new StoreException(Problem.MAILBOX_GONE, place.name().path(), e)
                        : e;
            }
        }
        return rights;
    }

    private Mailbox having(Right right) throws StoreException {
        place.require(rights(), right);
        return inside;
    }

    @Override
    public void reportTo(ProgressListener listener) {
        inside.reportTo(listener);
    }

    @Override
    public MailboxInfo info() {
        MailboxInfo info = inside.info();
        return new MailboxInfo(place.name(), info.id(), info.uidValidity());
    }

    @Override
    public MailboxSnapshot refresh() throws StoreException {
        return renamed(having(Right.READ).refresh());
    }

    @Override
    public MailboxSnapshot snapshot() throws StoreException {
        return renamed(having(Right.READ).snapshot());
    }

    /** One object as long as nothing changes, by which sessions know that. */
    private MailboxSnapshot renamed(MailboxSnapshot snapshot) {
        if (place.name().equals(place.inside())) {
            return snapshot;
        }
        Renamed known = renamed;
        if (known == null || known.inside() != snapshot) {
            known = new Renamed(snapshot, snapshot.as(info()));
            renamed = known;
        }
        return known.outside();
    }

    @Override
    public MessageBody body(long uid) throws StoreException {
        return having(Right.READ).body(uid);
    }

    @Override
    public Summaries summaries() throws StoreException {
        return having(Right.READ).summaries();
    }

    @Override
    public TermIndex termIndex() throws StoreException {
        return having(Right.READ).termIndex();
    }

    @Override
    public Marks marks() throws StoreException {
        return having(Right.READ).marks();
    }

    @Override
    public Provenance provenance() throws StoreException {
        return having(Right.READ).provenance();
    }

    @Override
    public UniqueIds uniqueIds() throws StoreException {
        return having(Right.READ).uniqueIds();
    }

    /** Flags that the user may not set are left out (RFC 4314 4). */
    @Override
    public UidSet append(List<Arrival> arrivals) throws StoreException {
        Mailbox target = having(Right.INSERT);
        FlagRights permitted = new FlagRights(rights());
        return target.append(
                arrivals.stream().map(a -> a.with(permitted.of(a.flags()))).toList());
    }

    @Override
    public FlagOutcome flag(UidSet uids, FlagChange change, Optional<ModSeq> unlessChangedSince) throws StoreException {
        FlagRights permitted = new FlagRights(rights());
        if (permitted.areAll()) {
            return inside.flag(uids, change, unlessChangedSince);
        }
        Flags some = permitted.of(change.flags());
        boolean none = change.kind() == FlagChange.Kind.REPLACE
                ? permitted.areNone()
                : some.isEmpty() && !change.flags().isEmpty();
        if (none) {
            place.require(Rights.of(Right.LOOKUP), Right.WRITE);
        }
        return change.kind() == FlagChange.Kind.REPLACE
                ? replace(uids, some, unlessChangedSince)
                : inside.flag(uids, new FlagChange(change.kind(), some), unlessChangedSince);
    }

    /** Flags that the user may not change stay as they are. */
    private FlagOutcome replace(UidSet uids, Flags wanted, Optional<ModSeq> unlessChangedSince) throws StoreException {
        FlagRights permitted = new FlagRights(rights());
        Flags others = permitted
                .of(Flags.of(FlagRights.SYSTEM, inside.snapshot().keywords()))
                .minus(wanted);
        FlagOutcome first = inside.flag(uids, FlagChange.remove(others), unlessChangedSince);
        UidSet rest = uids.minus(first.modified()).minus(first.gone());
        FlagOutcome second = inside.flag(rest, FlagChange.add(wanted), Optional.empty());
        return new FlagOutcome(
                first.changed().plus(second.changed()),
                first.modified(),
                first.gone().plus(second.gone()));
    }

    @Override
    public UidSet expunge(UidSet uids) throws StoreException {
        return having(Right.EXPUNGE).expunge(uids);
    }

    @Override
    public CopyOutcome copy(UidSet uids, Mailbox target, UnaryOperator<Flags> carried) throws StoreException {
        Mailbox from = having(Right.READ);
        SharedMailbox to = shared(target);
        return from.copy(uids, to.having(Right.INSERT), to.permitted(carried));
    }

    /** The messages leave, so it takes what STORE of \Deleted and EXPUNGE would take (RFC 6851 4.1). */
    @Override
    public CopyOutcome move(UidSet uids, Mailbox target, UnaryOperator<Flags> carried) throws StoreException {
        having(Right.DELETE_MESSAGES);
        having(Right.EXPUNGE);
        Mailbox from = having(Right.READ);
        SharedMailbox to = shared(target);
        return from.move(uids, to.having(Right.INSERT), to.permitted(carried));
    }

    /** Flags that the user may not set here stay behind (RFC 4314 4). */
    private UnaryOperator<Flags> permitted(UnaryOperator<Flags> carried) throws StoreException {
        FlagRights permitted = new FlagRights(rights());
        return permitted.areAll() ? carried : flags -> permitted.of(carried.apply(flags));
    }

    /** As MOVE and APPEND. */
    @Override
    public long replace(long uid, Arrival arrival, Mailbox target) throws StoreException {
        having(Right.DELETE_MESSAGES);
        SharedMailbox to = shared(target);
        Mailbox into = to.having(Right.INSERT);
        Flags flags = new FlagRights(to.rights()).of(arrival.flags());
        return having(Right.EXPUNGE).replace(uid, arrival.with(flags), into);
    }

    private static SharedMailbox shared(Mailbox target) {
        if (target instanceof SharedMailbox shared) {
            return shared;
        }
        throw new IllegalArgumentException("the target belongs to another store");
    }

    @Override
    public Delta since(ModSeq since) throws StoreException {
        return having(Right.READ).since(since);
    }

    /** Who may change nothing claims nothing. */
    @Override
    public UidSet claimRecent() throws StoreException {
        Mailbox mailbox = having(Right.READ);
        return new FlagRights(rights()).areNone() ? mailbox.recent() : mailbox.claimRecent();
    }

    @Override
    public UidSet recent() throws StoreException {
        return having(Right.READ).recent();
    }

    @Override
    public Watch watch(Consumer<Change> listener) throws StoreException {
        place.known();
        return inside.watch(change -> tell(change, listener));
    }

    private void tell(Change change, Consumer<Change> listener) {
        if (change instanceof Change.Annotations annotations) {
            PrivateEntries entries = new PrivateEntries(place.viewer().user());
            (place.isOwn() ? PrivateEntries.ofOwner(annotations) : entries.seen(annotations, place.name()))
                    .ifPresent(listener);
        } else {
            listener.accept(change.in(place.name()));
        }
    }

    @Override
    public void close() {
        watch.close();
        inside.close();
    }
}
