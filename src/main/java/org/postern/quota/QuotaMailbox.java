package org.postern.quota;

import java.util.List;
import java.util.Optional;
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
import org.postern.store.MailboxName;
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

/** A mailbox whose owner's quota is asked before anything is added. */
final class QuotaMailbox implements Mailbox {
    private final Mailbox inside;
    private final UserQuota quota;
    private final Actor by;

    QuotaMailbox(Mailbox inside, UserQuota quota, Actor by) {
        this.inside = inside;
        this.quota = quota;
        this.by = by;
    }

    private MailboxName name() {
        return inside.info().name();
    }

    private boolean isIgnored() {
        return quota.ignores(name());
    }

    /** What comes here, and what the account holds more for it. */
    private Arriving arriving(Amount amount, Amount more) {
        return new Arriving(name(), amount, isIgnored() ? Amount.NOTHING : more, by);
    }

    private <T> T within(Arriving what, UserQuota.Call<T> call) throws StoreException {
        return quota.within(what, () -> inside.snapshot().size(), call);
    }

    @Override
    public UidSet append(List<Arrival> arrivals) throws StoreException {
        Amount amount = Amount.of(arrivals);
        Arriving what = arriving(amount, amount);
        quota.requireSizes(what, arrivals);
        return within(what, () -> inside.append(arrivals));
    }

    @Override
    public CopyOutcome copy(UidSet uids, Mailbox target, UnaryOperator<Flags> carried) throws StoreException {
        QuotaMailbox to = guarded(target);
        Amount amount = Amount.of(inside.snapshot(), uids);
        return to.within(to.arriving(amount, amount), () -> inside.copy(uids, to.inside, carried));
    }

    /** Inside one account nothing becomes more, unless it did not count where it was. */
    @Override
    public CopyOutcome move(UidSet uids, Mailbox target, UnaryOperator<Flags> carried) throws StoreException {
        QuotaMailbox to = guarded(target);
        Amount amount = Amount.of(inside.snapshot(), uids);
        boolean counted = to.quota == quota && !isIgnored();
        Amount more = counted ? Amount.NOTHING : amount;
        Amount comes = to.name().equals(name()) && to.quota == quota ? Amount.NOTHING : amount;
        CopyOutcome outcome = to.within(to.arriving(comes, more), () -> inside.move(uids, to.inside, carried));
        if (to.quota != quota || to.isIgnored()) {
            quota.settle();
        }
        return outcome;
    }

    @Override
    public UidSet expunge(UidSet uids) throws StoreException {
        UidSet expunged = inside.expunge(uids);
        if (!expunged.isEmpty()) {
            quota.settle();
        }
        return expunged;
    }

    /** What goes makes room for what comes (RFC 8508 3.4). */
    @Override
    public long replace(long uid, Arrival arrival, Mailbox target) throws StoreException {
        QuotaMailbox to = guarded(target);
        Amount comes = Amount.of(List.of(arrival));
        Amount goes = to.quota == quota && !isIgnored() ? Amount.of(inside.snapshot(), UidSet.of(uid)) : Amount.NOTHING;
        Amount into = to.name().equals(name()) && to.quota == quota ? Amount.NOTHING : comes;
        Arriving what = to.arriving(into, comes.beyond(goes));
        to.quota.requireSizes(what, List.of(arrival));
        long placed = to.within(what, () -> inside.replace(uid, arrival, to.inside));
        quota.settle();
        return placed;
    }

    private static QuotaMailbox guarded(Mailbox target) {
        if (target instanceof QuotaMailbox guarded) {
            return guarded;
        }
        throw new IllegalArgumentException("the target belongs to another store");
    }

    @Override
    public void reportTo(ProgressListener listener) {
        inside.reportTo(listener);
    }

    @Override
    public MailboxInfo info() {
        return inside.info();
    }

    @Override
    public MailboxSnapshot refresh() throws StoreException {
        return inside.refresh();
    }

    @Override
    public MailboxSnapshot snapshot() throws StoreException {
        return inside.snapshot();
    }

    @Override
    public MessageBody body(long uid) throws StoreException {
        return inside.body(uid);
    }

    @Override
    public Marks marks() throws StoreException {
        return inside.marks();
    }

    @Override
    public Provenance provenance() throws StoreException {
        return inside.provenance();
    }

    @Override
    public UniqueIds uniqueIds() throws StoreException {
        return inside.uniqueIds();
    }

    @Override
    public Summaries summaries() throws StoreException {
        return inside.summaries();
    }

    @Override
    public TermIndex termIndex() throws StoreException {
        return inside.termIndex();
    }

    @Override
    public FlagOutcome flag(UidSet uids, FlagChange change, Optional<ModSeq> unlessChangedSince) throws StoreException {
        return inside.flag(uids, change, unlessChangedSince);
    }

    @Override
    public Delta since(ModSeq since) throws StoreException {
        return inside.since(since);
    }

    @Override
    public UidSet claimRecent() throws StoreException {
        return inside.claimRecent();
    }

    @Override
    public UidSet recent() throws StoreException {
        return inside.recent();
    }

    @Override
    public Watch watch(Consumer<Change> listener) throws StoreException {
        return inside.watch(listener);
    }

    @Override
    public void close() {
        inside.close();
    }
}
