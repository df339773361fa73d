package org.postern.store;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A listener that remembers, as a session does: it only enqueues. Refresh, which any backend may add, is left out. */
public final class ChangeLog implements Consumer<Change> {
    private static final long DEADLINE_SECONDS = 60;

    private final BlockingQueue<Change> queue = new LinkedBlockingQueue<>();

    @Override
    public void accept(Change change) {
        if (!(change instanceof Change.Refresh)) {
            queue.add(change);
        }
    }

    /** The next change; fails when none comes in time. */
    public Change next() throws InterruptedException {
        Change change = queue.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
        if (change == null) {
            throw new AssertionError("no change within " + DEADLINE_SECONDS + " s");
        }
        return change;
    }

    /** Whether nothing waits. To prove silence, first wait for a change that must come later. */
    public boolean isEmpty() {
        return queue.isEmpty();
    }
}
