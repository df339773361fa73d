package org.postern.imap.search;

import java.util.PrimitiveIterator;
import org.postern.imap.fetch.FetchRow;
import org.postern.imap.fetch.MessageSummaries;
import org.postern.imap.response.WorkDone;
import org.postern.imap.state.MailboxView;
import org.postern.imap.state.SelectedMailbox;
import org.postern.imap.wire.Utf8;
import org.postern.store.Problem;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/** Finds the messages that meet a condition, a few at a time. Used by one worker at a time. */
public final class Matches implements AutoCloseable {
    /** Messages asked in one go when their rows are enough. */
    private static final int ROWS = 5000;

    /** Messages asked in one go when their header must be known, which mostly is kept. */
    private static final int HEADERS = 200;

    /** Messages asked in one go when they must be opened. */
    private static final int MESSAGES = 20;

    private final SelectedMailbox selected;
    private final SearchTest test;
    /** Whether scores are wanted; asked once, for it takes a walk through the tests. */
    private final boolean fuzzy;
    /** Finds the same, and knows better where there is nothing to be found. */
    private SearchTest narrowed;

    private final MessageSummaries summaries;
    private final FetchRow row;
    private UidSet candidates;
    private boolean begun;
    private final UidSet.Builder found = new UidSet.Builder();
    private final Scores scores = new Scores();
    private long firstLeft;
    private long lastLeft;
    private int low = 1;
    private int high;

    Matches(SelectedMailbox selected, SearchTest test, Wanted wanted) {
        this.selected = selected;
        this.test = test;
        this.fuzzy = test.isFuzzy();
        this.narrowed = test;
        this.summaries = new MessageSummaries(selected.mailbox(), Utf8.OFF);
        this.row = new FetchRow(selected, summaries);
        this.high = selected.view().size();
        this.candidates = test.within();
        this.firstLeft = wanted.first();
        this.lastLeft = wanted.last();
    }

    /** Finds all of them. */
    public static Matches every(SelectedMailbox selected, SearchTest test) {
        return new Matches(selected, test, Wanted.EVERY);
    }

    /**
     * Those of a few messages that meet it; what cannot be read does not.
     *
     * @throws StoreException MAILBOX_GONE
     */
    static UidSet among(UidSet few, SelectedMailbox selected, SearchTest test) throws StoreException {
        UidSet asked = few.and(test.within());
        UidSet.Builder found = new UidSet.Builder();
        try (Matches matches = new Matches(selected, test, Wanted.EVERY)) {
            PrimitiveIterator.OfLong uids = asked.iterator();
            while (uids.hasNext()) {
                long uid = uids.nextLong();
                if (matches.matchesIfReadable(uid, selected.view().row(uid))) {
                    found.add(uid);
                }
            }
        }
        return found.build();
    }

    /** Asks some more messages; false when all that is wanted is found. */
    public boolean goOn() throws StoreException {
        if (!begun) {
            begun = true;
            narrow();
        }
        int left = switch (test.cost()) {
            case ROW -> ROWS;
            case HEADER -> HEADERS;
            case BODY -> MESSAGES;
        };
        MailboxView view = selected.view();
        while (low <= high && left > 0 && firstLeft + lastLeft > 0) {
            boolean up = firstLeft > 0;
            int sequence = up ? low++ : high--;
            long uid = view.uid(sequence);
            if (!candidates.contains(uid)) {
                low = up ? nextCandidate(uid) : low;
            } else if (matches(uid, view.rowOf(sequence))) {
                left--;
                found.add(uid);
                firstLeft -= up ? 1 : 0;
                lastLeft -= up ? 0 : 1;
            } else {
                left--;
            }
        }
        return low <= high && firstLeft + lastLeft > 0;
    }

    /** The first message behind one that can match; behind the last where there is none. */
    private int nextCandidate(long uid) {
        long next = candidates.atOrAbove(uid);
        return next == 0 ? selected.view().size() + 1 : selected.view().sequenceFrom(next);
    }

    private void narrow() throws StoreException {
        try (Narrowing narrowing = new Narrowing(selected.mailbox())) {
            narrowed = test.narrowed(narrowing);
        }
        candidates = narrowed.within();
    }

    private boolean matchesIfReadable(long uid, int index) throws StoreException {
        try {
            return matches(uid, index);
        } catch (StoreException e) {
            if (e.problem() == Problem.MAILBOX_GONE) {
                throw e;
            }
            return false;
        }
    }

    private boolean matches(long uid, int index) throws StoreException {
        if (index < 0) {
            return false;
        }
        try (row) {
            row.goTo(uid, index);
            return fuzzy ? scoresNow() : narrowed.matches(row);
        } catch (StoreException e) {
            if (e.problem() == Problem.MESSAGE_GONE) {
                return false;
            }
            throw e;
        }
    }

    private boolean scoresNow() throws StoreException {
        int score = narrowed.score(row);
        if (score > 0) {
            scores.add(row.uid(), score);
        }
        return score > 0;
    }

    /** How relevant they are. */
    Scores scores() {
        return scores;
    }

    /** Messages asked, of all; never quite all. */
    public WorkDone workDone() {
        int all = selected.view().size();
        return new WorkDone(Math.max(0, Math.min(all - (high - low + 1), all - 1)), all);
    }

    SearchTest test() {
        return test;
    }

    /** Nothing is open any more afterwards. */
    @Override
    public void close() {
        summaries.close();
    }

    /** The UIDs found. */
    public UidSet found() {
        return found.build();
    }
}
