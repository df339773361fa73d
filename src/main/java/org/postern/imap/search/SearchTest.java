package org.postern.imap.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.postern.imap.fetch.FetchRow;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/** A condition that messages meet or not. */
public interface SearchTest {
    /** What it takes to know. */
    enum Cost {
        /** The row is enough. */
        ROW,
        /** The header must be read. */
        HEADER,
        /** The whole message must be read. */
        BODY
    }

    /** Reads a row. */
    @FunctionalInterface
    interface Condition {
        boolean isMet(FetchRow row) throws StoreException;
    }

    Cost cost();

    boolean matches(FetchRow row) throws StoreException;

    /** Messages outside of this set do not match, so they need not be asked. */
    default UidSet within() {
        return UidSet.ALL;
    }

    static SearchTest of(Cost cost, Condition condition) {
        return new SearchTest() {
            @Override
            public Cost cost() {
                return cost;
            }

            @Override
            public boolean matches(FetchRow row) throws StoreException {
                return condition.isMet(row);
            }
        };
    }

    /** Exactly these messages. */
    static SearchTest in(UidSet uids) {
        return new SearchTest() {
            @Override
            public Cost cost() {
                return Cost.ROW;
            }

            @Override
            public boolean matches(FetchRow row) {
                return uids.contains(row.uid());
            }

            @Override
            public UidSet within() {
                return uids;
            }
        };
    }

    static SearchTest not(SearchTest test) {
        return of(test.cost(), row -> !test.matches(row));
    }

    /** Either; the cheaper one is asked first. */
    static SearchTest or(SearchTest a, SearchTest b) {
        boolean inOrder = a.cost().compareTo(b.cost()) <= 0;
        SearchTest first = inOrder ? a : b;
        SearchTest second = inOrder ? b : a;
        return of(second.cost(), row -> first.matches(row) || second.matches(row));
    }

    /** All of them, the cheap ones first. */
    static SearchTest and(List<SearchTest> tests) {
        List<SearchTest> ordered = new ArrayList<>(tests);
        ordered.sort(Comparator.comparing(SearchTest::cost));
        UidSet within = UidSet.ALL;
        for (SearchTest test : ordered) {
            within = within.and(test.within());
        }
        return new AllOf(List.copyOf(ordered), within);
    }

    /** At least one test, by rising cost. */
    record AllOf(List<SearchTest> tests, UidSet within) implements SearchTest {
        @Override
        public Cost cost() {
            return tests.get(tests.size() - 1).cost();
        }

        @Override
        public boolean matches(FetchRow row) throws StoreException {
            for (SearchTest test : tests) {
                if (!test.matches(row)) {
                    return false;
                }
            }
            return true;
        }
    }
}
