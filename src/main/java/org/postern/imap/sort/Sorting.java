package org.postern.imap.sort;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.postern.imap.search.Results;
import org.postern.imap.search.Scores;
import org.postern.imap.search.SearchOrder;
import org.postern.imap.state.ActiveComparator;
import org.postern.imap.state.SelectedMailbox;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/** Sorts what was found (RFC 5256 3): equal messages stay in the order of the mailbox. */
public final class Sorting implements SearchOrder {
    private final SelectedMailbox selected;
    private final RowReader reader;
    private final List<SortCriterion> criteria;
    private final ActiveComparator comparator;
    private final long seed;
    private int[] uids = {};
    private int count;
    private List<SortColumn> columns = List.of();

    /**
     * A sorting.
     *
     * @param seed what nobody who writes messages can guess
     */
    public Sorting(SelectedMailbox selected, List<SortCriterion> criteria, ActiveComparator comparator, long seed) {
        this.selected = selected;
        this.reader = new RowReader(selected);
        this.criteria = List.copyOf(criteria);
        this.comparator = comparator;
        this.seed = seed;
    }

    @Override
    public void begin(UidSet found, Scores scores) {
        int size = (int) found.size();
        uids = new int[size];
        SortColumn.Scope scope = new SortColumn.Scope(size, scores, seed);
        columns = criteria.stream()
                .map(criterion -> new SortColumn(criterion, comparator, scope))
                .toList();
        reader.begin(found);
    }

    @Override
    public boolean goOn() throws StoreException {
        return reader.goOn(row -> {
            for (SortColumn column : columns) {
                column.set(count, row);
            }
            uids[count++] = (int) row.uid();
        });
    }

    @Override
    public Results results() {
        columns.forEach(column -> column.complete(count));
        int[] order = MergeSort.sorted(count, this::compare);
        return Results.ordered(IntStream.of(order).map(i -> uids[i]).toArray());
    }

    private int compare(int a, int b) {
        for (SortColumn column : columns) {
            int order = column.compare(a, b);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    @Override
    public boolean canBeFollowed() {
        return criteria.stream().noneMatch(criterion -> criterion.key() == SortKey.RELEVANCY);
    }

    @Override
    public Optional<Ranking> ranking() {
        return Optional.of(new SortRanking(selected, criteria, comparator, seed));
    }

    @Override
    public void close() {
        reader.close();
        uids = new int[0];
        columns = List.of();
    }
}
