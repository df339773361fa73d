package org.postern;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/** What something costs this thread, however busy the machine is otherwise. */
public final class ProcessorTime {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** What is measured. */
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    private ProcessorTime() {}

    /** Does it, and says what it took of a processor. */
    public static Duration of(Work work) throws Exception {
        long before = THREADS.getCurrentThreadCpuTime();
        work.run();
        return Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - before);
    }

    /** Does it, and fails if it took more; for what would take many times as long if it cost the square of its size. */
    public static void atMost(Duration limit, Work work) throws Exception {
        assertThat(of(work)).isLessThan(limit);
    }
}
