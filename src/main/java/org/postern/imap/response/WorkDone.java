package org.postern.imap.response;

/**
 * How far a command has come.
 *
 * @param goal what {@code done} is when all is done; above it
 */
public record WorkDone(long done, long goal) {
    /** The same when it is only the first half. */
    public WorkDone asFirstHalf() {
        return new WorkDone(done, 2 * goal);
    }

    /** All of this and a part of the second half. */
    public WorkDone withSecondHalf(WorkDone second) {
        long more = second.goal == 0 ? 0 : Math.min(goal - 1, goal * second.done / second.goal);
        return new WorkDone(goal + Math.max(0, more), 2 * goal);
    }
}
