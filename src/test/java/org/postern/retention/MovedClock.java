package org.postern.retention;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test moves, also back. */
final class MovedClock implements InstantSource {
    private volatile Instant now = Instant.parse("2026-11-23T10:00:00Z");

    void move(Duration by) {
        now = now.plus(by);
    }

    @Override
    public Instant instant() {
        return now;
    }
}
