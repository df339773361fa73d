package org.postern.imap.search;

import org.jspecify.annotations.Nullable;
import org.postern.mime.Needle;
import org.postern.mime.TextPlace;
import org.postern.store.Mailbox;
import org.postern.store.StoreException;
import org.postern.store.TermIndex;
import org.postern.store.UidSet;

/** What a mailbox knows beforehand of one search for texts; asked of it when the first text is. One worker at a time. */
public final class Narrowing implements AutoCloseable {
    /** Texts of one search that are asked for: each answer may cost as much as the mailbox has messages. */
    private static final int MOST = 32;

    private final Mailbox mailbox;
    private @Nullable TermIndex index;
    private int asked;

    public Narrowing(Mailbox mailbox) {
        this.mailbox = mailbox;
    }

    /** Messages that may contain it there; all others do not. */
    UidSet mayContain(Needle needle, TextPlace place) throws StoreException {
        long[] trigrams = needle.trigrams(place);
        if (trigrams.length == 0 || asked == MOST) {
            return UidSet.ALL;
        }
        asked++;
        TermIndex open = index;
        if (open == null) {
            open = mailbox.termIndex();
            index = open;
        }
        return open.having(trigrams);
    }

    @Override
    public void close() {
        if (index != null) {
            index.close();
            index = null;
        }
    }
}
