package org.postern.bench;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Workers that do the same thing again and again, all at once. */
final class Crowd {
    private Crowd() {}

    /** Makes what one worker needs before time is taken. */
    interface Opening {
        Worker open(int number) throws IOException;
    }

    /** Does one operation at a time. */
    interface Worker extends Closeable {
        void step() throws IOException;

        @Override
        default void close() throws IOException {}
    }

    /** Operations that all of them finish in a second. */
    static double perSecond(int workers, Duration span, Opening opening) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        try {
            CyclicBarrier start = new CyclicBarrier(workers);
            List<Future<Double>> rates = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                int number = i;
                rates.add(threads.submit(() -> rate(opening, number, span, start)));
            }
            double sum = 0;
            for (Future<Double> rate : rates) {
                sum += rate.get();
            }
            return sum;
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            throw new IOException(e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static double rate(Opening opening, int number, Duration span, CyclicBarrier start) throws Exception {
        try (Worker worker = opening.open(number)) {
            start.await(1, TimeUnit.MINUTES);
            long begin = System.nanoTime();
            long enough = begin + span.toNanos();
            int done = 0;
            long now;
            do {
                worker.step();
                done++;
                now = System.nanoTime();
            } while (now < enough);
            return done * 1e9 / (now - begin);
        }
    }
}
