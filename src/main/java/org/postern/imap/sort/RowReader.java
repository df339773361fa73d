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
    private PrimitiveIterator.OfLong uids = UidSet.NONE.iterator();

    /** Takes what it needs of a message. */
    @FunctionalInterface
    interface Reading {
        void take(FetchRow row) throws StoreException;
    }

    RowReader(SelectedMailbox selected) {
        this.selected = selected;
        this.summaries = new MessageSummaries(selected.mailbox(), Utf8.OFF);
    }

    void begin(UidSet wanted) {
        uids = wanted.iterator();
    }

    /** Looks at some more; false after the last. */
    boolean goOn(Reading reading) throws StoreException {
        for (int left = AT_ONCE; left > 0 && uids.hasNext(); left--) {
            long uid = uids.nextLong();
            if (selected.view().row(uid) >= 0) {
                read(uid, reading);
            }
        }
        return uids.hasNext();
    }

    private void read(long uid, Reading reading) throws StoreException {
        try (FetchRow row = new FetchRow(selected, uid, summaries)) {
            reading.take(row);
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
