package org.postern.imap.sort;

import org.postern.imap.fetch.FetchRow;
import org.postern.imap.search.Scores;
import org.postern.imap.state.ActiveComparator;
import org.postern.mime.CaseMap;
import org.postern.store.StoreException;

/** The keys that one criterion gives messages, as numbers in their order. */
final class SortColumn {
    private final SortCriterion criterion;
    private final ActiveComparator comparator;
    private final CaseMap caseMap;
    private final OctetPool texts;
    private final Scores scores;
    private final long[] values;

    /** What is sorted: so many messages. */
    record Scope(int count, Scores scores, long seed) {}

    SortColumn(SortCriterion criterion, ActiveComparator comparator, Scope scope) {
        this.criterion = criterion;
        this.comparator = comparator;
        this.caseMap = new CaseMap(comparator.collation());
        this.scores = scope.scores();
        this.texts = new OctetPool(scope.seed());
        this.values = new long[scope.count()];
    }

    void set(int index, FetchRow row) throws StoreException {
        SortKey key = criterion.key();
        values[index] = switch (key.kind()) {
            case NUMBER -> key.number(row);
            case TEXT -> texts.add(caseMap.form(key.text(row)));
            case SCORE -> -scores.of(row.uid());
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
