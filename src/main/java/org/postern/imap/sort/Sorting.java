package org.postern.imap.sort;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postern.imap.search.Results;
import org.postern.imap.search.Scores;
import org.postern.imap.search.SearchOrder;
import org.postern.imap.sort.SortCriterion.Direction;
import org.postern.imap.state.ActiveComparator;
import org.postern.imap.state.SelectedMailbox;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/**
 * Sorts what was found (RFC 5256 3): by the last criterion first, then by the one before it, each time leaving equal messages
 * as they are. So messages that are equal in everything stay in the order of the mailbox.
 */
public final class Sorting implements SearchOrder {
    private final SelectedMailbox selected;
    private final Keeping keeping;
    private final KeyReader reader;
    private final List<SortCriterion> criteria;
    private final ActiveComparator comparator;
    private final Map<SortKey, KeyColumn> columns = new EnumMap<>(SortKey.class);
    private Scores scores = new Scores();

    /** A sorting that has looked at no message yet. */
    public Sorting(
            SelectedMailbox selected, List<SortCriterion> criteria, ActiveComparator comparator, Keeping keeping) {
        this.selected = selected;
        this.keeping = keeping;
        this.reader = new KeyReader(selected, keeping);
        this.criteria = List.copyOf(criteria);
        this.comparator = comparator;
    }

    @Override
    public void begin(UidSet found, Scores relevancy) {
        scores = relevancy;
        for (SortCriterion criterion : criteria) {
            SortKey key = criterion.key();
            switch (key.kind()) {
                case TEXT -> columns.put(key, reader.texts(key, comparator.collation()));
                case DATE -> columns.put(key, reader.dates());
                case ROW, SCORE -> {}
            }
        }
        reader.begin(found);
    }

    @Override
    public boolean goOn() throws StoreException {
        return reader.goOn();
    }

    @Override
    public long done() {
        return reader.count();
    }

    @Override
    public Results results() {
        int[] order = MergeSort.numbers(reader.count());
        for (int i = criteria.size() - 1; i >= 0; i--) {
            order = sorted(order, criteria.get(i));
        }
        int[] uids = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            uids[i] = reader.uids()[order[i]];
        }
        return Results.ordered(uids);
    }

    private int[] sorted(int[] order, SortCriterion criterion) {
        SortKey key = criterion.key();
        Direction direction = criterion.direction(comparator);
        KeyColumn column = columns.get(key);
        if (column != null) {
            return column.sorted(order, reader.values(column), direction);
        }
        boolean scored = key.kind() == SortKey.Kind.SCORE;
        return MergeSort.sorted(
                order, reader.values(row -> scored ? -scores.of(row.uid()) : key.number(row)), direction);
    }

    @Override
    public boolean canBeFollowed() {
        return criteria.stream().noneMatch(criterion -> criterion.key() == SortKey.RELEVANCY);
    }

    @Override
    public Optional<Ranking> ranking() {
        return Optional.of(new SortRanking(selected, criteria, comparator, keeping));
    }

    @Override
    public void close() {
        reader.close();
        columns.clear();
    }
}
