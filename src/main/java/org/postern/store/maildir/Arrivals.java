package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.postern.store.Arrival;
import org.postern.store.ProgressListener;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/**
 * How messages come into one mailbox: linked and queued under its lock, made durable without it.
 *
 * <p>Invariants: batches are queued in the order of their UIDs, and every batch queued is finished; nobody sees a message of
 * a batch that is not, and who is told a UID is told it afterwards.
 */
final class Arrivals {
    private final Folder folder;
    private final CommitQueue queue;

    /** @param lock the mailbox's */
    Arrivals(Folder folder, ReentrantLock lock) {
        this.folder = folder;
        this.queue = new CommitQueue(lock);
    }

    UidSet append(List<Arrival> arrivals, Occasion why, ProgressListener progress) throws StoreException {
        List<Batch.Source> sources = new ArrayList<>();
        try {
            for (Arrival arrival : arrivals) {
                sources.add(source(arrival));
            }
        } catch (IOException e) {
            throw Failures.of(folder.name().path(), e);
        }
        if (sources.isEmpty()) {
            return folder.locked(s -> UidSet.NONE);
        }
        UidSet uids = finish(folder.locked(
                s -> queued(s, new Placing(s, why).reporting(progress).link(sources))));
        for (Arrival arrival : arrivals) {
            if (arrival.afterwards() == Arrival.Afterwards.CLOSED) {
                spooled(arrival).left(arrival.received());
            }
        }
        return uids;
    }

    private static SpooledFile spooled(Arrival arrival) {
        if (!(arrival.message() instanceof SpooledFile spooled)) {
            throw new IllegalArgumentException("the message was spooled by another store");
        }
        return spooled;
    }

    private static Batch.Source source(Arrival arrival) throws IOException, StoreException {
        SpooledFile spooled = spooled(arrival);
        Path file = spooled.dated(arrival.received());
        Batch.Way way = switch (arrival.afterwards()) {
            case KEPT -> Batch.Way.LINK;
            case CLOSED -> Batch.Way.MOVE;
        };
        Instant second = arrival.received().truncatedTo(ChronoUnit.SECONDS);
        Draft.Incoming what = new Draft.Incoming(spooled.size(), second, spooled.kept());
        return new Batch.Source(file, way, spooled.size(), arrival.flags(), what);
    }

    /** Takes held messages back; those that are held no more are passed over. */
    UidSet restore(List<HeldFile> held, Occasion why) throws StoreException {
        return finish(folder.locked(s -> queued(s, new HeldReturn(s, why).run(held))));
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

    /** Waits until nothing is under way. Called without the lock, when nothing new can come. */
    void drain() {
        queue.drain();
    }
}
