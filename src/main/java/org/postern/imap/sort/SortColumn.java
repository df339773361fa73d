package org.postern.imap.sort;

import org.postern.imap.fetch.FetchRow;
import org.postern.imap.state.ActiveComparator;
import org.postern.mime.CaseMap;
import org.postern.store.StoreException;

/** The keys that one criterion gives messages, as numbers in their order. */
final class SortColumn {
    private final SortCriterion criterion;
    private final ActiveComparator comparator;
    private final CaseMap caseMap;
    private final OctetPool texts;
    private final long[] values;

    /** A column for so many messages. */
    SortColumn(SortCriterion criterion, ActiveComparator comparator, int count, long seed) {
        this.criterion = criterion;
        this.comparator = comparator;
        this.caseMap = new CaseMap(comparator.collation());
        this.texts = new OctetPool(seed);
        this.values = new long[count];
    }

    void set(int index, FetchRow row) throws StoreException {
        SortKey key = criterion.key();
        values[index] = switch (key.kind()) {
            case NUMBER -> key.number(row);
            case TEXT -> texts.add(caseMap.form(key.text(row)));
        };
    }

    /** All messages are there, {@code count} of them: numbers of texts become their ranks. */
    void complete(int count) {
        boolean isText = criterion.key().kind() == SortKey.Kind.TEXT;
        boolean falls = criterion.falls(comparator);
        int[] ranks = texts.ranks();
        for (int i = 0; i < count; i++) {
            long value = isText ? ranks[(int) values[i]] : values[i];
            values[i] = falls ? -value : value;
        }
    }

    int compare(int a, int b) {
        return Long.compare(values[a], values[b]);
    }
}
