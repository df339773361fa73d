package org.postern.webhook;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events that wait, in memory and on disk. Invariants: what waits in memory is on disk, as long as that can be written, in the
 * same order; of those about the same none comes before an earlier one; it is bounded in number and age, and what is given up for
 * that is logged. Not thread-safe.
 */
final class EventQueue {
    private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);

    private final EventDirectory directory;
    private final InstantSource clock;
    private final int most;
    private final Duration longest;
    /** In the order in which they came. */
    private final Set<WaitingEvent> waiting = new LinkedHashSet<>();

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
            waiting.add(new WaitingEvent(event));
            last = Math.max(last, event.number());
        }
    }

    void add(String about, String json) {
        if (waiting.size() >= most) {
            if (!overflowing) {
                LOG.warn("more than {} events wait for the webhook: the oldest are given up", most);
            }
            overflowing = true;
            remove(oldest()); // if it is being told just now, that only means it is not tried again
        }
        Event event = new Event(UUID.randomUUID().toString(), ++last, clock.instant(), about, json);
        try {
            directory.add(event);
        } catch (IOException e) {
            LOG.warn("an event for the webhook waits in memory only", e);
        }
        waiting.add(new WaitingEvent(event));
    }

    /** The first that may be tried now. */
    Optional<WaitingEvent> first() {
        return mayBeTried().findFirst();
    }

    /** The same, and those that gave way come after all others. */
    Optional<WaitingEvent> firstInTrouble() {
        return mayBeTried()
                .filter(Predicate.not(WaitingEvent::givesWay))
                .findFirst()
                .or(this::first);
    }

    /** Whom the events that gave way are about, ten at most. */
    List<String> gaveWay() {
        return waiting.stream()
                .filter(WaitingEvent::givesWay)
                .map(one -> one.event.about())
                .distinct()
                .limit(10)
                .toList();
    }

    /** What is not resting, and behind nothing else about the same. */
    private Stream<WaitingEvent> mayBeTried() {
        giveUpTheOld();
        Set<String> passed = new HashSet<>();
        return waiting.stream().filter(one -> passed.add(one.event.about()) && !one.isResting());
    }

    private void giveUpTheOld() {
        while (!waiting.isEmpty() && isTooOld(oldest().event)) {
            Event event = oldest().event;
            LOG.warn(
                    "the event of {} about {} could not be told to the webhook and is given up",
                    event.at(),
                    event.about());
            remove(oldest());
        }
        overflowing &= !waiting.isEmpty();
    }

    private boolean isTooOld(Event event) {
        return event.at().plus(longest).isBefore(clock.instant());
    }

    private WaitingEvent oldest() {
        return waiting.iterator().next();
    }

    /** Waits no more, if it still did. */
    void remove(WaitingEvent told) {
        if (waiting.remove(told)) {
            directory.remove(told.event);
        }
    }

    void clear() {
        while (!waiting.isEmpty()) {
            remove(oldest());
        }
    }

    int size() {
        return waiting.size();
    }
}
