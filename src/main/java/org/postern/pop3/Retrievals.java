package org.postern.pop3;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.Period;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.postern.store.Mailbox;
import org.postern.store.Marks;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/**
 * When messages were retrieved for the first time, in days of UTC: one mark of the mailbox for each day. A day counts only
 * when it has passed, so nothing is old too early.
 */
record Retrievals(InstantSource clock) {
    private static final String MARK = "pop3.retrieved.";

    /** Notes messages that were not retrieved before. */
    void note(Mailbox mailbox, UidSet uids) throws StoreException {
        Marks marks = mailbox.marks();
        UidSet fresh = uids;
        for (Map.Entry<String, UidSet> mark : marks.all().entrySet()) {
            fresh = mark.getKey().startsWith(MARK) ? fresh.minus(mark.getValue()) : fresh;
        }
        if (!fresh.isEmpty()) {
            marks.add(MARK + today(), fresh);
        }
    }

    /** Those that were retrieved so long ago. */
    UidSet olderThan(Mailbox mailbox, Period age) throws StoreException {
        UidSet.Builder old = new UidSet.Builder();
        for (Map.Entry<String, UidSet> mark : mailbox.marks().all().entrySet()) {
            if (mark.getKey().startsWith(MARK)
                    && LocalDate.ofEpochDay(day(mark.getKey())).plus(age).toEpochDay() < today()) {
                old.addAll(mark.getValue());
            }
        }
        return old.build();
    }

    private long today() {
        Instant now = clock.instant();
        return Math.floorDiv(now.getEpochSecond(), TimeUnit.DAYS.toSeconds(1));
    }

    /** A name that is no day is of one that never comes. */
    private static long day(String mark) {
        String digits = mark.substring(MARK.length());
        return digits.matches("[0-9]{1,9}") ? Long.parseLong(digits) : Integer.MAX_VALUE;
    }
}
