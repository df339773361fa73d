package org.postern.delivery;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postern.store.SpooledMessage;
import org.postern.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reports Postern must send itself, on disk until they are sent, refused or expired. A report that was queued
 * survives a restart; after one it is tried at once. Thread-safe.
 */
public final class BounceQueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BounceQueue.class);
    private static final Duration PACE = Duration.ofSeconds(30);

    private final QueueDirectory directory;
    private final BounceRoute route;
    private final Supplier<BounceSettings> settings;
    private final RetrySchedule schedule;
    private final Clock clock;

    private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();
    private final AtomicLong counter = new AtomicLong();
    /** Held by whoever sends: no report goes out twice at once. */
    private final ReentrantLock sending = new ReentrantLock();
    /** Somebody wants the queue looked through after the look that may be going on. */
    private final AtomicBoolean lookAgain = new AtomicBoolean();

    private volatile @Nullable ScheduledExecutorService timer;
    private volatile @Nullable Future<?> regular;

    public BounceQueue(QueueDirectory directory, BounceRoute route, Supplier<BounceSettings> settings, Clock clock) {
        this(directory, route, settings, clock, RetrySchedule.DEFAULT);
    }

    public BounceQueue(
            QueueDirectory directory,
            BounceRoute route,
            Supplier<BounceSettings> settings,
            Clock clock,
            RetrySchedule schedule) {
        this.directory = directory;
        this.route = route;
        this.settings = settings;
        this.schedule = schedule;
        this.clock = clock;
    }

    private record Waiting(QueuedBounce bounce, int attempts, Instant due) {}

    /** Finds what an earlier process left. */
    public void load() throws IOException {
        for (QueuedBounce bounce : directory.load()) {
            waiting.putIfAbsent(bounce.id(), new Waiting(bounce, 0, clock.instant()));
        }
    }

    /** Sends on this timer's thread from now on, which a slow smarthost may hold for minutes. */
    public void start(ScheduledExecutorService worker) {
        timer = worker;
        regular = worker.scheduleWithFixedDelay(this::attemptDue, 0, PACE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Reports in the queue. */
    public int size() {
        return waiting.size();
    }

    /**
     * Reports to the sender of a message what its recipients did not get; never to an empty sender.
     *
     * @param original the message, for its fields; empty when there is none to be had
     * @return whether the report is in the queue, durably
     */
    public boolean bounce(Envelope envelope, List<RecipientOutcome> failed, Optional<SpooledMessage> original) {
        if (envelope.sender().isEmpty()) {
            return false;
        }
        BounceSettings now = settings.get();
        Instant created = clock.instant();
        String id = Long.toString(created.toEpochMilli(), 36)
                + '-'
                + counter.incrementAndGet()
                + '-'
                + envelope.origin().id();
        QueuedBounce bounce = new QueuedBounce(id, envelope.sender().get(), created);
        try {
            byte[] fields = original.isPresent() ? OriginalFields.of(original.get()) : new byte[0];
            BounceComposer composer = new BounceComposer(now.hostname(), now.from(), clock);
            directory.add(bounce, composer.compose(id, bounce.to(), failed, fields));
        } catch (IOException | StoreException e) {
            LOG.error("report to {} cannot be queued", bounce.to(), e);
            return false;
        }
        waiting.put(id, new Waiting(bounce, 0, created));
        hurry();
        return true;
    }

    private void hurry() {
        ScheduledExecutorService worker = timer;
        if (worker != null) {
            try {
                worker.execute(this::attemptDue);
            } catch (RejectedExecutionException e) {
                LOG.info("the server stops: reports will be sent after the next start");
            }
        }
    }

    /**
     * Tries every report that is due, once; blocks while it sends. When another thread is sending, that thread looks
     * again afterwards and this one does not wait: it may be needed for something else than a slow smarthost.
     */
    public void attemptDue() {
        lookAgain.set(true);
        while (lookAgain.get() && sending.tryLock()) {
            try {
                if (lookAgain.getAndSet(false)) {
                    attemptAll();
                }
            } catch (RuntimeException e) {
                // Thrown on, it would silently end the timer's regular runs.
                LOG.error("the bounce queue stumbled", e);
            } finally {
                sending.unlock();
            }
        }
    }

    private void attemptAll() {
        for (Waiting w : List.copyOf(waiting.values())) {
            if (!w.due().isAfter(clock.instant()) && !Thread.currentThread().isInterrupted()) {
                attempt(w);
            }
        }
    }

    private void attempt(Waiting w) {
        QueuedBounce bounce = w.bounce();
        try {
            switch (route.send(bounce, directory.message(bounce))) {
                case SENT -> {
                    LOG.info("report {} to {} sent", bounce.id(), bounce.to());
                    forget(bounce);
                }
                case REFUSED -> {
                    LOG.warn("report {} to {} given up: refused", bounce.id(), bounce.to());
                    forget(bounce);
                }
                case LATER -> postpone(w);
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("report {} cannot be sent", bounce.id(), e);
            postpone(w);
        }
    }

    private void postpone(Waiting w) {
        QueuedBounce bounce = w.bounce();
        Instant now = clock.instant();
        if (schedule.isExpired(bounce.created(), now)) {
            LOG.warn("report {} to {} given up: too old", bounce.id(), bounce.to());
            try {
                forget(bounce);
                return;
            } catch (IOException e) {
                LOG.error("report {} cannot be removed", bounce.id(), e);
            }
        }
        int attempts = w.attempts() + 1;
        waiting.put(bounce.id(), new Waiting(bounce, attempts, now.plus(schedule.after(attempts))));
    }

    /** The file first: a report that stays on disk stays in memory, and is not sent again before its time. */
    private void forget(QueuedBounce bounce) throws IOException {
        directory.remove(bounce);
        waiting.remove(bounce.id());
    }

    /** Ends regular sending. What waits stays on disk. */
    @Override
    public void close() {
        Future<?> running = regular;
        if (running != null) {
            running.cancel(true);
        }
        timer = null;
    }
}
