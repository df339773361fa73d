package org.postern.imap.sort;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postern.imap.fetch.FetchRow;
import org.postern.imap.fetch.MessageSummaries;
import org.postern.imap.search.SearchOrder;
import org.postern.imap.sort.SortCriterion.Direction;
import org.postern.imap.state.ActiveComparator;
import org.postern.imap.state.SelectedMailbox;
import org.postern.imap.wire.Utf8;
import org.postern.mime.CaseMap;
import org.postern.store.Problem;
import org.postern.store.StoreException;

/** Compares single messages as {@link Sorting} does, looking at them when it is asked. */
final class SortRanking implements SearchOrder.Ranking {
    private final SelectedMailbox selected;
    private final List<SortCriterion> criteria;
    private final ActiveComparator comparator;
    private final Keeping keeping;
    private final CaseMap caseMap;
    private @Nullable MessageSummaries summaries;
    /** The keys of the message asked last as the second one, which is mostly the next again. */
    private List<Key> lastKeys = List.of();

    private long last;

    /** A number, or the form of a text. */
    private record Key(long number, String text) {}

    SortRanking(SelectedMailbox selected, List<SortCriterion> criteria, ActiveComparator comparator, Keeping keeping) {
        this.selected = selected;
        this.criteria = criteria;
        this.comparator = comparator;
        this.keeping = keeping;
        this.caseMap = new CaseMap(comparator.collation());
    }

    @Override
    public int compare(long uid, long other) throws StoreException {
        if (other != last) {
            lastKeys = keys(other);
            last = other;
        }
        List<Key> keys = keys(uid);
        for (int i = 0; i < criteria.size(); i++) {
            int order = compare(keys.get(i), lastKeys.get(i));
            if (order != 0) {
                return criteria.get(i).direction(comparator) == Direction.REVERSE ? -order : order;
            }
        }
        return Long.compare(uid, other);
    }

    @Override
    public SearchOrder order() {
        return new Sorting(selected, criteria, comparator, keeping);
    }

    private static int compare(Key a, Key b) {
        int order = Long.compare(a.number(), b.number());
        return order != 0
                ? order
                : Arrays.compareUnsigned(
                        a.text().getBytes(StandardCharsets.UTF_8), b.text().getBytes(StandardCharsets.UTF_8));
    }

    private List<Key> keys(long uid) throws StoreException {
        MessageSummaries from = summaries == null ? new MessageSummaries(selected.mailbox(), Utf8.OFF) : summaries;
        summaries = from;
        List<Key> keys = new ArrayList<>(criteria.size());
        int index = selected.view().row(uid);
        if (index >= 0) {
            try (FetchRow row = new FetchRow(selected, from).goTo(uid, index)) {
                for (SortCriterion criterion : criteria) {
                    keys.add(key(criterion.key(), row));
                }
            } catch (StoreException e) {
                if (e.problem() != Problem.MESSAGE_GONE) {
                    throw e;
                }
            }
        }
        while (keys.size() < criteria.size()) {
            keys.add(new Key(0, "")); // it is gone, which the client hears of soon
        }
        return keys;
    }

    private Key key(SortKey key, FetchRow row) throws StoreException {
        return switch (key.kind()) {
            case ROW -> new Key(key.number(row), "");
            case DATE ->
                new Key(
                        SentDate.of(row.headerWith(KeyReader.FIELDS), row.received())
                                .toEpochMilli(),
                        "");
            case TEXT -> new Key(0, caseMap.form(key.text(row.headerWith(KeyReader.FIELDS))));
            case SCORE -> new Key(0, ""); // such a result is not followed
        };
    }

    @Override
    public void close() {
        if (summaries != null) {
            summaries.close();
            summaries = null;
        }
        last = 0;
        lastKeys = List.of();
    }
}
