package org.postern.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Runs the same thing on several threads that start together, with a deadline instead of a deadlock. */
public final class Parallel {
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    private Parallel() {}

    /** Runs {@code task.apply(0)} to {@code task.apply(n - 1)} at once; the results in order, or the first failure. */
    public static <T> List<T> run(int n, IntFunction<Callable<T>> task) throws Exception {
        return run(n, Duration.ZERO, task);
    }

    /** The same with tasks that go on for so long by themselves. */
    public static <T> List<T> run(int n, Duration lasting, IntFunction<Callable<T>> task) throws Exception {
        long deadline = DEADLINE.plus(lasting).toSeconds();
        ExecutorService threads = Executors.newFixedThreadPool(n);
        CyclicBarrier start = new CyclicBarrier(n);
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                Callable<T> one = task.apply(i);
                futures.add(threads.submit(() -> {
                    start.await(deadline, TimeUnit.SECONDS);
                    return one.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get(deadline, TimeUnit.SECONDS));
            }
            return results;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            threads.shutdownNow();
        }
    }
}
