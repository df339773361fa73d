package org.postern.webhook;

/** An event and how its attempts went in this process. Not thread-safe. */
final class WaitingEvent {
    final Event event;
    private int failures;
    private boolean givesWay;
    private boolean resting;

    WaitingEvent(Event event) {
        this.event = event;
    }

    /** Attempts that failed. */
    int failures() {
        return failures;
    }

    void failed() {
        failures++;
    }

    /** Whether those behind it, about others, go first. */
    boolean givesWay() {
        return givesWay;
    }

    /** Lets those behind it go first from now on, and is not tried before {@link #rested}. */
    void giveWay() {
        givesWay = true;
        resting = true;
    }

    void rested() {
        resting = false;
    }

    boolean isResting() {
        return resting;
    }
}
