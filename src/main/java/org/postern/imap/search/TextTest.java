package org.postern.imap.search;

import java.util.Set;
import org.postern.imap.fetch.FetchRow;
import org.postern.mime.Needle;
import org.postern.mime.TextPlace;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/**
 * A text somewhere in a message: which messages may contain it the mailbox may know beforehand, whether one does it says
 * itself.
 *
 * @param places where it counts
 * @param exact asks the message
 * @param within all messages as long as nothing is known
 */
record TextTest(Needle needle, Set<TextPlace> places, SearchTest exact, UidSet within) implements SearchTest {
    TextTest(Needle needle, Set<TextPlace> places, SearchTest exact) {
        this(needle, Set.copyOf(places), exact, UidSet.ALL);
    }

    @Override
    public Cost cost() {
        return exact.cost();
    }

    @Override
    public boolean matches(FetchRow row) throws StoreException {
        return within.contains(row.uid()) && exact.matches(row);
    }

    @Override
    public SearchTest narrowed(Narrowing narrowing) throws StoreException {
        UidSet known = UidSet.NONE;
        for (TextPlace place : places) {
            known = known.plus(narrowing.mayContain(needle, place));
        }
        return new TextTest(needle, places, exact, known);
    }
}
