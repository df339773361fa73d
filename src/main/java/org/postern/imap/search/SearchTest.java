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

    /** Whether some of it is looked for loosely, so that scores differ (RFC 6203). */
    default boolean isFuzzy() {
        return false;
    }

    /** How relevant a message is, 1 to 100; 0 when it does not match. */
    default int score(FetchRow row) throws StoreException {
        return matches(row) ? 100 : 0;
    }

    /** Messages outside of this set do not match, so they need not be asked. */
    default UidSet within() {
        return UidSet.ALL;
    }

    /** The same test, which may know better which messages it is {@link #within}. To be asked before the first message is. */
    default SearchTest narrowed(Narrowing narrowing) throws StoreException {
        return this;
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

    /** Reads a row and tells how well it fits. */
    @FunctionalInterface
    interface Scoring {
        int score(FetchRow row) throws StoreException;
    }

    /** One that messages meet more or less. */
    static SearchTest fuzzy(Cost cost, Scoring scoring) {
        return new SearchTest() {
            @Override
            public Cost cost() {
                return cost;
            }

            @Override
            public boolean matches(FetchRow row) throws StoreException {
                return score(row) > 0;
            }

            @Override
            public boolean isFuzzy() {
                return true;
            }

            @Override
            public int score(FetchRow row) throws StoreException {
                return scoring.score(row);
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
        return new NoneOf(test);
    }

    /** Either; the cheaper one is asked first. */
    static SearchTest or(SearchTest a, SearchTest b) {
        boolean inOrder = a.cost().compareTo(b.cost()) <= 0;
        return new AnyOf(inOrder ? a : b, inOrder ? b : a);
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
        public SearchTest narrowed(Narrowing narrowing) throws StoreException {
            List<SearchTest> narrowed = new ArrayList<>();
            for (SearchTest test : tests) {
                narrowed.add(test.narrowed(narrowing));
            }
            return and(narrowed);
        }

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

        @Override
        public boolean isFuzzy() {
            return tests.stream().anyMatch(SearchTest::isFuzzy);
        }

        /** The average of those that are not exact. */
        @Override
        public int score(FetchRow row) throws StoreException {
            int sum = 0;
            int fuzzy = 0;
            for (SearchTest test : tests) {
                int score = test.score(row);
                if (score == 0) {
                    return 0;
                }
                sum += test.isFuzzy() ? score : 0;
                fuzzy += test.isFuzzy() ? 1 : 0;
            }
            return fuzzy == 0 ? 100 : sum / fuzzy;
        }
    }

    /** One or the other, the cheaper one first. */
    record AnyOf(SearchTest first, SearchTest second) implements SearchTest {
        @Override
        public Cost cost() {
            return second.cost();
        }

        @Override
        public boolean matches(FetchRow row) throws StoreException {
            return first.matches(row) || second.matches(row);
        }

        @Override
        public boolean isFuzzy() {
            return first.isFuzzy() || second.isFuzzy();
        }

        @Override
        public int score(FetchRow row) throws StoreException {
            return Math.max(first.score(row), second.score(row));
        }

        @Override
        public UidSet within() {
            return first.within().plus(second.within());
        }

        @Override
        public SearchTest narrowed(Narrowing narrowing) throws StoreException {
            return or(first.narrowed(narrowing), second.narrowed(narrowing));
        }
    }

    /** Not this one. */
    record NoneOf(SearchTest test) implements SearchTest {
        @Override
        public Cost cost() {
            return test.cost();
        }

        @Override
        public boolean matches(FetchRow row) throws StoreException {
            return !test.matches(row);
        }

        @Override
        public SearchTest narrowed(Narrowing narrowing) throws StoreException {
            return not(test.narrowed(narrowing));
        }
    }
}
