package org.postern.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkerPoolTest {
    @Test
    void afterCloseNothingIsTakenAndWhatWasTakenRuns() {
        WorkerPool pool = new WorkerPool(1, 1);
        CountDownLatch gate = new CountDownLatch(1);
        AtomicInteger ran = new AtomicInteger();
        pool.submit("a", () -> pass(gate));
        pool.submit("b", ran::incrementAndGet);
        pool.close();
        assertThatThrownBy(() -> pool.submit("c", ran::incrementAndGet)).isInstanceOf(RejectedExecutionException.class);
        gate.countDown();
        await().until(() -> ran.get() == 1);
    }

    @Test
    void aTaskThatFailsCostsNoPlace() {
        try (WorkerPool pool = new WorkerPool(2, 1)) {
            AtomicInteger ran = new AtomicInteger();
            for (int i = 0; i < 10; i++) {
                pool.submit("a", () -> {
                    throw new IllegalStateException("as asked");
                });
            }
            pool.submit("a", ran::incrementAndGet);
            await().until(() -> ran.get() == 1);
        }
    }

    @Test
    void tasksOfAKeyRunInOrderAndNeverMoreThanItsShare() {
        try (WorkerPool pool = new WorkerPool(4, 1)) {
            Queue<Integer> order = new ConcurrentLinkedQueue<>();
            AtomicInteger parallel = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            for (int i = 0; i < 1000; i++) {
                int n = i;
                pool.submit("a", () -> {
                    most.accumulateAndGet(parallel.incrementAndGet(), Math::max);
                    order.add(n);
                    parallel.decrementAndGet();
                });
            }
            await().until(() -> order.size() == 1000);
            assertThat(List.copyOf(order)).isSorted();
            assertThat(most.get()).isEqualTo(1);
        }
    }

    @Test
    void aBusyKeyLeavesWorkersToOthers() {
        CountDownLatch gate = new CountDownLatch(1);
        try (WorkerPool pool = new WorkerPool(3, 2)) {
            for (int i = 0; i < 10; i++) {
                pool.submit("greedy", () -> pass(gate));
            }
            AtomicInteger ran = new AtomicInteger();
            pool.submit("modest", ran::incrementAndGet);
            await().until(() -> ran.get() == 1);
            assertThat(pool.busy()).isLessThanOrEqualTo(3);
            gate.countDown();
        }
    }

    @Test
    void neverMoreTasksAtOnceThanWorkersAndNoneIsForgotten() {
        CountDownLatch gate = new CountDownLatch(1);
        try (WorkerPool pool = new WorkerPool(3, 2)) {
            AtomicInteger parallel = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            AtomicInteger ran = new AtomicInteger();
            for (int i = 0; i < 100; i++) {
                pool.submit("key " + i, () -> {
                    most.accumulateAndGet(parallel.incrementAndGet(), Math::max);
                    pass(gate);
                    parallel.decrementAndGet();
                    ran.incrementAndGet();
                });
            }
            await().until(() -> parallel.get() == 3);
            gate.countDown();
            await().until(() -> ran.get() == 100);
            assertThat(most).hasValue(3);
            await().until(() -> pool.busy() == 0);
        }
    }

    /** A system without more threads costs no place, and no task. */
    @Test
    void whereNoThreadIsToBeHadThoseThereDoTheWork() {
        AtomicInteger grants = new AtomicInteger(1);
        ThreadFactory scarce = task -> {
            if (grants.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return new Thread(task, "scarce");
        };
        CountDownLatch gate = new CountDownLatch(1);
        AtomicInteger ran = new AtomicInteger();
        try (WorkerPool pool = new WorkerPool(4, 1, scarce)) {
            pool.submit("a", () -> pass(gate));
            for (int i = 0; i < 10; i++) {
                pool.submit("a", ran::incrementAndGet);
                pool.submit("b", ran::incrementAndGet);
            }
            assertThat(pool.busy()).isOne();
            gate.countDown();
            await().until(() -> ran.get() == 20 && pool.busy() == 0);
        }
        try (WorkerPool pool = new WorkerPool(4, 1, scarce)) {
            assertThatThrownBy(() -> pool.submit("a", ran::incrementAndGet))
                    .isInstanceOf(RejectedExecutionException.class);
            grants.set(1);
            pool.submit("a", ran::incrementAndGet);
            await().until(() -> ran.get() == 21);
        }
    }

    private static void pass(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
