package org.postern.imap.feature;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.postern.imap.fetch.FetchItems;
import org.postern.imap.fetch.FetchRow;
import org.postern.imap.fetch.SaveDateItem;
import org.postern.imap.search.SearchKey;
import org.postern.imap.search.SearchKeys;
import org.postern.imap.search.SearchParser;
import org.postern.imap.search.SearchTest;
import org.postern.imap.search.SearchTest.Cost;
import org.postern.imap.syntax.DateSyntax;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.StoreException;

/** SAVEDATE (RFC 8514): when a message came into the mailbox that it is in. Every mailbox supports it. */
final class SaveDateFeature implements ImapFeature {
    @Override
    public List<String> capabilities(CapabilityFacts facts) {
        return List.of("SAVEDATE");
    }

    @Override
    public Map<String, FetchItems.Parser> fetchItems() {
        return Map.of("SAVEDATE", in -> SaveDateItem.SAVEDATE);
    }

    @Override
    public Map<String, SearchKeys.Parser> searchKeys() {
        return Map.of(
                "SAVEDBEFORE", in -> saved(in, LocalDate::isBefore),
                "SAVEDON", in -> saved(in, LocalDate::equals),
                "SAVEDSINCE", in -> saved(in, (day, date) -> !day.isBefore(date)),
                "SAVEDATESUPPORTED", in -> view -> SearchTest.of(Cost.ROW, row -> true));
    }

    private static SearchKey saved(SearchParser keys, BiPredicate<LocalDate, LocalDate> comparison)
            throws ImapSyntaxException {
        keys.in().space();
        LocalDate date = DateSyntax.parseDate(keys.in());
        return view -> SearchTest.of(Cost.ROW, row -> comparison.test(day(row), date));
    }

    /** In the zone in which FETCH tells it; INTERNALDATE stands in where it is not known (RFC 8514 4.3). */
    private static LocalDate day(FetchRow row) throws StoreException {
        return LocalDate.ofInstant(row.saved().orElse(row.received()), ZoneOffset.UTC);
    }
}
