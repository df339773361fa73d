package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.function.UnaryOperator;
import org.postern.store.Actor;
import org.postern.store.CopyOutcome;
import org.postern.store.FlagChange;
import org.postern.store.Flags;
import org.postern.store.MailboxSnapshot;
import org.postern.store.ProgressListener;
import org.postern.store.Reason;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/**
 * Copies messages by hard links, so that a copy costs no space; moves them by a copy that is durable before the original
 * goes.
 */
final class CopyWork {
    private final Folder from;
    private final Folder to;
    private final Actor by;
    private final UnaryOperator<Flags> carried;
    private ProgressListener progress = ProgressListener.NONE;

    /** @param carried what of the flags goes along */
    CopyWork(Folder from, Folder to, Actor by, UnaryOperator<Flags> carried) {
        this.from = from;
        this.to = to;
        this.by = by;
        this.carried = carried;
    }

    CopyWork reporting(ProgressListener listener) {
        progress = listener;
        return this;
    }

    /** What was linked, and the rows it was linked from. */
    private record Linked(UidSet uids, MailboxSnapshot rows, Arrivals.Queued queued) {}

    CopyOutcome copy(UidSet uids) throws StoreException {
        return outcome(link(uids, new Occasion(Reason.COPY, by), progress));
    }

    CopyOutcome move(UidSet uids) throws StoreException {
        Occasion why = new Occasion(Reason.MOVE, by);
        UidSet mine = from.lockedWith(to, (source, target) -> from.departures().take(source.present(uids)));
        try {
            long steps = 2 * mine.size(); // in there, and out of here
            Linked linked = link(mine, why, progress.part(0, steps));
            CopyOutcome outcome = outcome(linked);
            leave(linked.rows(), outcome, why);
            return outcome;
        } finally {
            from.departures().end(mine);
        }
    }

    /** Flags that were changed here while the copies were made durable go along, so that no change is lost. */
    private void leave(MailboxSnapshot linked, CopyOutcome outcome, Occasion why) throws StoreException {
        from.lockedWith(to, (source, target) -> {
            PrimitiveIterator.OfLong copies = outcome.target().iterator();
            for (var it = outcome.source().iterator(); it.hasNext(); ) {
                carry(linked, source, it.nextLong(), target, copies.nextLong());
            }
            long half = outcome.source().size();
            return new ExpungeWork(source, Disposal.UNLINK, why)
                    .reporting(progress.part(half, 2 * half))
                    .run(outcome.source());
        });
    }

    private void carry(MailboxSnapshot linked, FolderState source, long uid, FolderState target, long copy)
            throws IOException, StoreException {
        int row = source.snapshot().indexOf(uid);
        if (row < 0) {
            return; // removed by another program meanwhile
        }
        Flags before = carried.apply(linked.flags(linked.indexOf(uid)));
        Flags now = carried.apply(source.snapshot().flags(row));
        if (!now.equals(before)) {
            UidSet there = UidSet.of(copy);
            new FlagWork(target, FlagChange.add(now.minus(before)), Optional.empty()).run(there);
            new FlagWork(target, FlagChange.remove(before.minus(now)), Optional.empty()).run(there);
        }
    }

    private Linked link(UidSet uids, Occasion why, ProgressListener told) throws StoreException {
        return from.lockedWith(to, (source, target) -> {
            try {
                return link(new Pair(source, target, told), source.present(uids), why);
            } catch (NoSuchFileException e) {
                // Another program renamed or removed some: look, then once more with what is left.
                new DirectoryScan(source).run(UidAdmission.NONE);
                return link(new Pair(source, target, told), source.present(uids), why);
            }
        });
    }

    /** Both mailboxes, locked. */
    private record Pair(FolderState source, FolderState target, ProgressListener told) {}

    private Linked link(Pair pair, UidSet uids, Occasion why) throws IOException, StoreException {
        Batch batch = uids.isEmpty()
                ? new Batch(why)
                : new Placing(pair.target(), why).reporting(pair.told()).link(sources(uids, pair.source()));
        return new Linked(uids, pair.source().snapshot(), to.arrivals().queued(pair.target(), batch));
    }

    private List<Batch.Source> sources(UidSet uids, FolderState state) {
        List<Batch.Source> sources = new ArrayList<>();
        MailboxSnapshot rows = state.snapshot();
        try (TakenAlong kept = TakenAlong.of(state)) {
            uids.forEach(uid -> {
                int row = rows.indexOf(uid);
                MessageFile file = state.file(uid);
                long wire = rows.octets(row);
                long stored = MessageFileName.parse(file.name()).stored().orElse(wire);
                Draft.Incoming what = new Draft.Incoming(
                        wire, rows.received(row), kept.get(uid), Optional.of(ContentId.of(file.name())));
                sources.add(new Batch.Source(
                        state.path(file), Batch.Way.LINK, stored, carried.apply(rows.flags(row)), what));
            });
        }
        return sources;
    }

    private CopyOutcome outcome(Linked linked) throws StoreException {
        UidSet placed = to.arrivals().finish(linked.queued());
        return new CopyOutcome(linked.queued().state().info().uidValidity(), linked.uids(), placed);
    }
}
