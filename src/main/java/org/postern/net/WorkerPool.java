package org.postern.net;

import io.netty.util.concurrent.FastThreadLocalThread;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads on which sessions run and may block. One key (an account, or an address before login) never occupies more
 * than its share of them: what comes above waits in the key's own queue, so others find free workers. Thread-safe.
 */
final class WorkerPool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerPool.class);
    private static final Duration SPARE_TIME = Duration.ofSeconds(30);

    private final ThreadPoolExecutor threads;
    private final int perKey;
    private final ConcurrentHashMap<String, Share> shares = new ConcurrentHashMap<>();

    WorkerPool(int workers, int perKey) {
        AtomicInteger number = new AtomicInteger();
        this.perKey = perKey;
        this.threads = new ThreadPoolExecutor(
                workers, workers, SPARE_TIME.toMillis(), TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new FastThreadLocalThread(task, "postern-worker-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Runs a task on a worker; tasks of one key start in order.
     *
     * @throws RejectedExecutionException after {@link #close}
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
        return threads.getActiveCount();
    }

    /** Takes no more tasks; those submitted before still run. */
    @Override
    public void close() {
        threads.shutdown();
    }

    private void start(String key, Runnable task) {
        try {
            threads.execute(() -> run(key, task));
        } catch (RejectedExecutionException e) {
            Optional<Runnable> orphan = next(key);
            while (orphan.isPresent()) {
                orphan = next(key);
            }
            throw e;
        }
    }

    private void run(String key, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("a worker's task failed", e);
        }
        // Behind everybody else who waits: a key with much to do does not keep its worker.
        next(key).ifPresent(t -> start(key, t));
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
