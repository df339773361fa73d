package org.postern.store.maildir;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.postern.store.StoreException;

/**
 * Makes batches durable and commits them, in the order of their UIDs. Whoever finds nobody at it syncs the directories for
 * all that wait, without the mailbox's lock; so concurrent deliveries share their syncs.
 */
final class CommitQueue {
    private final ReentrantLock lock;
    private final List<Batch> waiting = new ArrayList<>();
    private boolean busy;

    /** @param lock the mailbox's */
    CommitQueue(ReentrantLock lock) {
        this.lock = lock;
    }

    /** Called under the mailbox's lock, in the order of UIDs. */
    synchronized void add(Batch batch) {
        waiting.add(batch);
    }

    /**
     * Returns when the batch is durable and committed. Called without the lock.
     *
     * @throws StoreException when it could not be made durable; it is then undone
     */
    void finish(Batch batch, FolderState state) throws StoreException {
        while (!isDoneOrMine(batch)) {
            List<Batch> all = List.of();
            Optional<StoreException> failure;
            try {
                all = take();
                failure = sync(all, state);
                commit(all, state, failure);
            } finally {
                end(all);
            }
        }
        if (batch.failure().isPresent()) {
            StoreException cause = batch.failure().get();
            throw new StoreException(cause.problem(), String.valueOf(cause.getMessage()), cause);
        }
    }

    /** Waits until the batch is done, or until it is for this thread to do. */
    private synchronized boolean isDoneOrMine(Batch batch) {
        boolean interrupted = false;
        while (busy && !batch.isDone()) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        busy |= !batch.isDone();
        return batch.isDone();
    }

    private synchronized List<Batch> take() {
        List<Batch> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    private static Optional<StoreException> sync(List<Batch> all, FolderState state) {
        Set<FilePlace> places = EnumSet.noneOf(FilePlace.class);
        all.forEach(batch -> places.addAll(batch.places()));
        try {
            for (FilePlace place : places) {
                state.env().files().syncDirectory(state.folder().resolve(place.directory()));
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(Failures.of("sync " + state.folder(), e));
        }
    }

    private void commit(List<Batch> all, FolderState state, Optional<StoreException> failure) {
        lock.lock();
        try {
            for (Batch batch : all) {
                batch.files().forEach(file -> state.linked().remove(file.name()));
                if (failure.isEmpty()) {
                    Draft draft = state.draft(batch.why());
                    batch.addTo(draft);
                    draft.commit();
                } else {
                    batch.takeBack(state);
                }
                end(batch, failure);
            }
        } finally {
            lock.unlock();
        }
    }

    private synchronized void end(Batch batch, Optional<StoreException> failure) {
        batch.end(failure);
    }

    private synchronized void end(List<Batch> all) {
        for (Batch batch : all) {
            if (!batch.isDone()) {
                batch.end(Optional.of(
                        new StoreException(org.postern.store.Problem.UNAVAILABLE, "an arrival was given up")));
            }
        }
        busy = false;
        notifyAll();
    }

    /** Waits until nothing is under way. Called without the lock, when nothing new can come. */
    synchronized void drain() {
        boolean interrupted = false;
        while (busy || !waiting.isEmpty()) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
