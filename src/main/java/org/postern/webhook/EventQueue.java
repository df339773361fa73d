package org.postern.webhook;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events that wait, in memory and on disk, first come first told. Invariant: what waits in memory is on disk, as long as that
 * can be written, in the same order; it is bounded in number and age, and what is given up for that is logged. Not thread-safe.
 */
final class EventQueue {
    private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);

    private final EventDirectory directory;
    private final InstantSource clock;
    private final int most;
    private final Duration longest;
    private final Deque<Event> waiting = new ArrayDeque<>();
    private long last;
    private boolean overflowing;

    /**
     * Reads nothing yet.
     *
     * @param most events that may wait; the oldest gives way
     * @param longest that an event may wait
     */
    EventQueue(Path directory, InstantSource clock, int most, Duration longest) {
        this.directory = new EventDirectory(directory);
        this.clock = clock;
        this.most = most;
        this.longest = longest;
    }

    /** Takes up what an earlier process left, once and before anything else. */
    void load() throws IOException {
        for (Event event : directory.load()) {
            waiting.add(event);
            last = Math.max(last, event.number());
        }
    }

    void add(String json) {
        if (waiting.size() >= most) {
            if (!overflowing) {
                LOG.warn("more than {} events wait for the webhook: the oldest are given up", most);
            }
            overflowing = true;
            remove(waiting.element()); // if it is being told just now, that only means it is not tried again
        }
        Event event = new Event(UUID.randomUUID().toString(), ++last, clock.instant(), json);
        try {
            directory.add(event);
        } catch (IOException e) {
            LOG.warn("an event for the webhook waits in memory only", e);
        }
        waiting.add(event);
    }

    /** The first that is not too old; those are given up. */
    Optional<Event> first() {
        while (!waiting.isEmpty() && isTooOld(waiting.element())) {
            LOG.warn(
                    "an event of {} could not be told to the webhook and is given up",
                    waiting.element().at());
            remove(waiting.element());
        }
        overflowing &= !waiting.isEmpty();
        return Optional.ofNullable(waiting.peek());
    }

    private boolean isTooOld(Event event) {
        return event.at().plus(longest).isBefore(clock.instant());
    }

    /** Waits no more, if it still did. */
    void remove(Event event) {
        if (event.equals(waiting.peek())) {
            waiting.remove();
            directory.remove(event);
        }
    }

    void clear() {
        while (!waiting.isEmpty()) {
            remove(waiting.element());
        }
    }

    int size() {
        return waiting.size();
    }
}
