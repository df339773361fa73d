package org.postern.imap.sort;

import java.util.PrimitiveIterator;
import org.postern.imap.fetch.FetchRow;
import org.postern.imap.fetch.MessageSummaries;
import org.postern.imap.state.SelectedMailbox;
import org.postern.imap.wire.Utf8;
import org.postern.store.Problem;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/** Looks at messages in the order of the mailbox, a few at a time; those that are gone are left out. */
final class RowReader implements AutoCloseable {
    /** Messages looked at in one go; what is asked of them is mostly kept. */
    private static final int AT_ONCE = 500;

    private final SelectedMailbox selected;
    private final MessageSummaries summaries;
    private final FetchRow row;
    private PrimitiveIterator.OfLong uids = UidSet.NONE.iterator();

    /** Takes what it needs of a message. */
    @FunctionalInterface
    interface Reading {
        void take(FetchRow row) throws StoreException;
    }

    RowReader(SelectedMailbox selected) {
        this.selected = selected;
        this.summaries = new MessageSummaries(selected.mailbox(), Utf8.OFF);
        this.row = new FetchRow(selected, summaries);
    }

    void begin(UidSet wanted) {
        uids = wanted.iterator();
    }

    /** Looks at some more; false after the last. */
    boolean goOn(Reading reading) throws StoreException {
        for (int left = AT_ONCE; left > 0 && uids.hasNext(); left--) {
            long uid = uids.nextLong();
            int index = selected.view().row(uid);
            if (index >= 0) {
                read(row.goTo(uid, index), reading);
            }
        }
        return uids.hasNext();
    }

    private static void read(FetchRow of, Reading reading) throws StoreException {
        try (of) {
            reading.take(of);
        } catch (StoreException e) {
            if (e.problem() != Problem.MESSAGE_GONE) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        summaries.close();
    }
}
