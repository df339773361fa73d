package org.postern.net;

import io.netty.util.concurrent.FastThreadLocalThread;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads on which sessions run and may block. One key (an account, or an address before login) never occupies more
 * than its share of them: what comes above waits in the key's own queue, so others find free workers. Of the threads that have
 * nothing to do the last to have worked is the first to work again: its caches are warm, and those not needed end. Where the
 * system grants no more threads, those that work take what waits. Thread-safe.
 */
final class WorkerPool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerPool.class);
    private static final Duration SPARE_TIME = Duration.ofSeconds(30);

    private final ThreadPoolExecutor threads;
    private final int workers;
    private final int perKey;
    /** Tasks for which there was no worker; guarded by itself, as {@link #running} is. */
    private final Deque<Runnable> waiting = new ArrayDeque<>();

    private int running;
    private final ConcurrentHashMap<String, Share> shares = new ConcurrentHashMap<>();

    WorkerPool(int workers, int perKey) {
        this(workers, perKey, named());
    }

    WorkerPool(int workers, int perKey, ThreadFactory making) {
        this.workers = workers;
        this.perKey = perKey;
        // A thread that has ended its task may not wait for the next yet, so there may be more threads than workers.
        this.threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, SPARE_TIME.toMillis(), TimeUnit.MILLISECONDS, new SynchronousQueue<>(), making);
    }

    private static ThreadFactory named() {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new FastThreadLocalThread(task, "postern-worker-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * Runs a task on a worker; tasks of one key start in order.
     *
     * @throws RejectedExecutionException after {@link #close}, or when the system grants not a single thread
     */
    void submit(String key, Runnable task) {
        boolean[] start = new boolean[1];
        shares.compute(key, (k, old) -> {
            Share share = old == null ? new Share() : old;
            start[0] = share.running < perKey;
            if (start[0]) {
                share.running++;
            } else {
                share.waiting.add(task);
            }
            return share;
        });
        if (start[0]) {
            start(key, task);
        }
    }

    /** Workers that run a task now. */
    int busy() {
        synchronized (waiting) {
            return running;
        }
    }

    /** Takes no more tasks; those submitted before still run. */
    @Override
    public void close() {
        threads.shutdown();
    }

    private void start(String key, Runnable task) {
        try {
            start(() -> run(key, task));
        } catch (RejectedExecutionException e) {
            Optional<Runnable> orphan = next(key);
            while (orphan.isPresent()) {
                orphan = next(key);
            }
            throw e;
        }
    }

    private void start(Runnable task) {
        synchronized (waiting) {
            if (running == workers && !threads.isShutdown()) {
                waiting.add(task);
                return;
            }
            try {
                threads.execute(() -> work(task));
                running++;
            } catch (OutOfMemoryError e) { // of threads: the system has no more of them just now
                if (running == 0) {
                    throw new RejectedExecutionException("no thread can be started", e);
                }
                waiting.add(task);
            }
        }
    }

    /** On a thread: a task, and then whatever waits. */
    private void work(Runnable first) {
        @Nullable Runnable task = first;
        while (task != null) {
            task.run();
            synchronized (waiting) {
                task = waiting.poll();
                if (task == null) {
                    running--;
                }
            }
        }
    }

    private void run(String key, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("a worker's task failed", e);
        }
        // Behind everybody else who waits: a key with much to do does not keep its worker.
        try {
            next(key).ifPresent(t -> start(key, t));
        } catch (RejectedExecutionException e) {
            LOG.debug("what waited for its share is not done any more: the server stops");
        }
    }

    /** What the ending task's place is good for next; without any, the place is given up. */
    private Optional<Runnable> next(String key) {
        Runnable[] next = new Runnable[1];
        shares.computeIfPresent(key, (k, share) -> {
            next[0] = share.waiting.poll();
            if (next[0] == null) {
                share.running--;
            }
            return share.running == 0 ? null : share;
        });
        return Optional.ofNullable(next[0]);
    }

    /** Guarded by the map's lock on its key. */
    private static final class Share {
        private final Deque<Runnable> waiting = new ArrayDeque<>();
        private int running;
    }
}
