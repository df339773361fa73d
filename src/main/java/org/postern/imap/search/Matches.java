package org.postern.imap.search;

import org.postern.imap.fetch.FetchRow;
import org.postern.imap.fetch.MessageSummaries;
import org.postern.imap.state.SelectedMailbox;
import org.postern.imap.wire.Utf8;
import org.postern.store.Problem;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/** Finds the messages that meet a condition, a few at a time. Used by one worker at a time. */
final class Matches implements AutoCloseable {
    /** Messages asked in one go when their rows are enough. */
    private static final int ROWS = 5000;

    /** Messages asked in one go when their header must be known, which mostly is kept. */
    private static final int HEADERS = 200;

    /** Messages asked in one go when they must be opened. */
    private static final int MESSAGES = 20;

    private final SelectedMailbox selected;
    private final SearchTest test;
    private final Search search;
    private final MessageSummaries summaries;
    private final UidSet candidates;
    private final UidSet.Builder found = new UidSet.Builder();
    private int low = 1;
    private int high;
    private boolean firstFound;

    Matches(SelectedMailbox selected, SearchTest test, Search search) {
        this.selected = selected;
        this.test = test;
        this.search = search;
        this.summaries = new MessageSummaries(selected.mailbox(), Utf8.OFF);
        this.high = selected.view().size();
        this.candidates = test.within();
    }

    /** Asks some more messages; false when all that is wanted is found. */
    boolean goOn() throws StoreException {
        int left = switch (test.cost()) {
            case ROW -> ROWS;
            case HEADER -> HEADERS;
            case BODY -> MESSAGES;
        };
        if (search.wantsEveryMatch() || (search.wants(ReturnOption.MIN) && !firstFound)) {
            return up(left);
        }
        return search.wants(ReturnOption.MAX) && down(left);
    }

    private boolean up(int budget) throws StoreException {
        int left = budget;
        while (low <= high && left > 0) {
            long uid = selected.view().uid(low++);
            left -= candidates.contains(uid) ? 1 : 0;
            if (matches(uid)) {
                found.add(uid);
                firstFound = true;
                if (!search.wantsEveryMatch()) {
                    return search.wants(ReturnOption.MAX);
                }
            }
        }
        return low <= high;
    }

    private boolean down(int budget) throws StoreException {
        int left = budget;
        while (low <= high && left > 0) {
            long uid = selected.view().uid(high--);
            left -= candidates.contains(uid) ? 1 : 0;
            if (matches(uid)) {
                found.add(uid);
                return false;
            }
        }
        return low <= high;
    }

    private boolean matches(long uid) throws StoreException {
        if (!candidates.contains(uid) || selected.view().row(uid) < 0) {
            return false;
        }
        try (FetchRow row = new FetchRow(selected, uid, summaries)) {
            return test.matches(row);
        } catch (StoreException e) {
            if (e.problem() == Problem.MESSAGE_GONE) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        summaries.close();
    }

    /** The UIDs found. */
    UidSet found() {
        return found.build();
    }
}
