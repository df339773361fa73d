package org.postern.quota;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.postern.store.StorageAlarm;
import org.postern.store.StorageUse;
import org.postern.store.StoreException;
import org.postern.store.UserName;

/**
 * How full a user has been told that his mailbox is. Invariant: a threshold is told when usage reaches it, and not again
 * before usage was seen below it, which is told too; across restarts, since what was told is noted. It is noted first: a
 * crash in between costs a warning, and none comes twice. What one user is told comes in the order in which it happened.
 * Thread-safe.
 */
final class Thresholds {
    private static final int FULL = 100;

    private final UserName user;
    private final QuotaRules rules;
    private final Holds.Meter meter;
    private final Runnable afterwards;
    /** Held from a step until it is told, or a later one could be told before it. */
    private final ReentrantLock telling = new ReentrantLock();
    /** Null until somebody looks. */
    private @Nullable Told told;

    /**
     * Reads usage with {@code meter}, which is called with the monitor held.
     *
     * @param afterwards run when something was told, by which the user's mail may be more
     */
    Thresholds(UserName user, QuotaRules rules, Holds.Meter meter, Runnable afterwards) {
        this.user = user;
        this.rules = rules;
        this.meter = meter;
        this.afterwards = afterwards;
    }

    /**
     * What was told last.
     *
     * @param percent the highest threshold that usage has reached; 0 for none
     * @param full whether something was refused for want of room, and usage has not been below the last threshold since
     */
    private record Told(int percent, boolean full) {
        private static final Told NOTHING = new Told(0, false);
        private static final String AND_FULL = " full";

        /** As {@link #note} wrote it; what makes no sense was written by nobody. */
        static Told of(String note) {
            String number = note.replace(AND_FULL, "");
            boolean sound = number.matches("0|[1-9][0-9]?|100");
            return sound ? new Told(Integer.parseInt(number), note.endsWith(AND_FULL)) : NOTHING;
        }

        Optional<String> note() {
            return equals(NOTHING) ? Optional.empty() : Optional.of(percent + (full ? AND_FULL : ""));
        }
    }

    /** Why somebody looks. */
    private enum Why {
        USAGE,
        REFUSAL
    }

    /** Two states, and the usage that led from one to the other. */
    private record Step(Told before, Told now, StorageUse use) {}

    /** To be called when usage may be another, with no lock held. What cannot be read now is seen the next time. */
    void look() {
        look(Why.USAGE);
    }

    private void look(Why why) {
        telling.lock();
        try {
            tell(step(why));
        } catch (StoreException e) {
            // The message is placed or gone, and that is what the caller must hear.
        } finally {
            telling.unlock();
        }
    }

    /** As {@link #look}, where usage can only be less: reads nothing where nothing has been told. */
    void lookBelow() {
        if (!last().equals(Told.NOTHING)) {
            look();
        }
    }

    /** To be called when something was refused for want of room. */
    void refused() {
        look(Why.REFUSAL);
    }

    /** Usage, when the last threshold is reached or mail was refused; reads nothing where neither has been told. */
    Optional<StorageAlarm> alarm() throws StoreException {
        Told was = last();
        if (!was.full() && was.percent() < brink()) {
            return Optional.empty();
        }
        return Optional.of(new StorageAlarm(meter.read(), was.full()))
                .filter(alarm -> alarm.use().percent() >= brink());
    }

    /** What was told counts no more: the account is a new one. */
    synchronized void forget() {
        told = Told.NOTHING;
    }

    /**
     * Usage is read under the monitor, or a reading from before somebody's crossing could undo it after it was told. While
     * limits cannot be told, what was told stays.
     */
    private synchronized Step step(Why why) throws StoreException {
        Told before = last();
        StorageUse use = meter.read();
        if (!rules.limits().areKnown(user)) {
            return new Step(before, before, use);
        }
        boolean full = (why == Why.REFUSAL || before.full()) && use.percent() >= brink();
        Told now = new Told(reached(use), full);
        if (!now.equals(before)) {
            told = now;
            note(now);
        }
        return new Step(before, now, use);
    }

    private void tell(Step step) {
        QuotaListener listener = rules.listener();
        int before = step.before().percent();
        int now = step.now().percent();
        if (now > before) {
            listener.crossed(user, now, step.use());
        } else if (now < before) {
            listener.receded(user, lowestAbove(now, before), step.use());
        }
        if (step.before().full() && !step.now().full()) {
            listener.relieved(user, step.use());
        }
        if (!step.before().equals(step.now())) {
            afterwards.run();
        }
    }

    private synchronized Told last() {
        if (told == null) {
            told = noted();
        }
        return told;
    }

    private Told noted() {
        try {
            return rules.notes().read(user).map(Told::of).orElse(Told.NOTHING);
        } catch (StoreException e) {
            return Told.NOTHING; // a warning too many is better than none
        }
    }

    private void note(Told now) {
        try {
            rules.notes().write(user, now.note());
        } catch (StoreException e) {
            // Remembered here at least; after a restart it may be told once more.
        }
    }

    private List<Integer> thresholds() {
        return rules.limits().warnAt();
    }

    /** Percent from which a mailbox is as good as full: the last threshold. */
    private int brink() {
        List<Integer> all = thresholds();
        return all.isEmpty() ? FULL : all.get(all.size() - 1);
    }

    private int reached(StorageUse use) {
        int percent = use.percent();
        return thresholds().stream().filter(t -> t <= percent).reduce(0, Math::max);
    }

    /** Those that were told may be other ones than there are now. */
    private int lowestAbove(int percent, int atMost) {
        return thresholds().stream().filter(t -> t > percent).findFirst().orElse(atMost);
    }
}
