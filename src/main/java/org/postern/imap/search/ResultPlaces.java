package org.postern.imap.search;

import java.util.Arrays;
import java.util.Optional;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/**
 * The UIDs of a result that is followed, which change. In an order of its own each has a place; in the order of the mailbox
 * places are not needed (RFC 5267 4.3.3).
 */
final class ResultPlaces {
    private final Optional<SearchOrder.Ranking> ranking;
    private UidSet members;
    /** In order, if that is not the mailbox's. */
    private int[] ordered;

    /**
     * What came or went, one after the other.
     *
     * @param places of each when those before it have come or gone, from 1; empty where none are needed
     */
    record Moved(Results uids, Optional<Results> places) {
        static final Moved NOTHING = new Moved(Results.NONE, Optional.empty());
    }

    ResultPlaces(Results uids, Optional<SearchOrder.Ranking> ranking) {
        this.ranking = ranking;
        this.members = uids.toSet();
        this.ordered = ranking.isPresent() ? uids.toArray() : new int[0];
    }

    UidSet members() {
        return members;
    }

    /** Takes UIDs out that are in it. */
    Moved remove(UidSet uids) {
        members = members.minus(uids);
        if (ranking.isEmpty()) {
            return new Moved(Results.of(uids), Optional.empty());
        }
        int[] left = new int[ordered.length - (int) uids.size()];
        int[] gone = new int[(int) uids.size()];
        int[] places = new int[gone.length];
        int kept = 0;
        int removed = 0;
        for (int uid : ordered) {
            if (uids.contains(Integer.toUnsignedLong(uid))) {
                gone[removed] = uid;
                places[removed++] = kept + 1;
            } else {
                left[kept++] = uid;
            }
        }
        ordered = left;
        return new Moved(Results.ordered(gone), Optional.of(Results.ordered(places)));
    }

    /** Begins to put UIDs in that are not in it; nothing else may be done until it is over. */
    Coming add(UidSet uids) {
        return new Coming(uids);
    }

    /** UIDs that are being put in, however many, a few looks at messages at a time. */
    final class Coming implements AutoCloseable {
        /** To find one place takes about so many looks at messages, whatever the number of them. */
        private static final int LOOKS = 16;

        private final UidSet uids;
        private final Optional<SearchOrder> order;
        private boolean begun;

        private Coming(UidSet uids) {
            this.uids = uids;
            // One after the other, or all of them anew: what takes fewer looks.
            boolean many = uids.size() * LOOKS > uids.size() + ordered.length;
            this.order = ranking.filter(some -> many).map(SearchOrder.Ranking::order);
        }

        /** Looks at some more messages; false when their places can be told. */
        boolean goOn() throws StoreException {
            if (order.isPresent() && !begun) {
                begun = true;
                order.get().begin(members.plus(uids), new Scores());
            }
            return order.isPresent() && order.get().goOn();
        }

        /** Called once, at the end. */
        Moved moved() throws StoreException {
            if (ranking.isEmpty()) {
                members = members.plus(uids);
                return new Moved(Results.of(uids), Optional.empty());
            }
            Moved moved = order.isPresent() ? merged(order.get().results()) : inserted(ranking.get());
            members = members.plus(uids);
            return moved;
        }

        private Moved inserted(SearchOrder.Ranking comparing) throws StoreException {
            Results come = Results.of(uids);
            int[] places = new int[come.size()];
            int[] longer = Arrays.copyOf(ordered, ordered.length + places.length);
            try (comparing) {
                for (int i = 0; i < places.length; i++) {
                    int uid = (int) come.get(i);
                    int count = ordered.length + i;
                    int at = placeOf(uid, comparing, longer, count);
                    System.arraycopy(longer, at, longer, at + 1, count - at);
                    longer[at] = uid;
                    places[i] = at + 1;
                }
            }
            ordered = longer;
            return new Moved(come, Optional.of(Results.ordered(places)));
        }

        private static int placeOf(int uid, SearchOrder.Ranking comparing, int[] among, int count)
                throws StoreException {
            int low = 0;
            int high = count;
            while (low < high) {
                int mid = (low + high) >>> 1;
                if (comparing.compare(Integer.toUnsignedLong(among[mid]), Integer.toUnsignedLong(uid)) < 0) {
                    low = mid + 1;
                } else {
                    high = mid;
                }
            }
            return low;
        }

        /** Those there are and those that come in one walk; what could not be looked at keeps its place, or is the last. */
        private Moved merged(Results all) {
            Ranks ranks = new Ranks(all);
            int[] come = ranks.inOrder(uids);
            int[] merged = new int[ordered.length + come.length];
            int[] places = new int[come.length];
            int next = 0;
            int count = 0;
            for (int uid : ordered) {
                int rank = ranks.of(uid);
                while (next < come.length && rank != Ranks.UNKNOWN && ranks.of(come[next]) < rank) {
                    merged[count++] = come[next];
                    places[next++] = count;
                }
                merged[count++] = uid;
            }
            while (next < come.length) {
                merged[count++] = come[next];
                places[next++] = count;
            }
            ordered = merged;
            return new Moved(Results.ordered(come), Optional.of(Results.ordered(places)));
        }

        @Override
        public void close() {
            order.ifPresent(SearchOrder::close);
        }
    }

    /** The places of UIDs in an order. */
    private static final class Ranks {
        static final int UNKNOWN = Integer.MAX_VALUE;

        private final Results order;
        /** UID and place, sorted by the UID. */
        private final long[] places;

        Ranks(Results order) {
            this.order = order;
            this.places = new long[order.size()];
            for (int i = 0; i < places.length; i++) {
                places[i] = (order.get(i) << 32) | i;
            }
            Arrays.sort(places);
        }

        int of(int uid) {
            long from = Integer.toUnsignedLong(uid) << 32;
            int at = Arrays.binarySearch(places, from);
            at = at < 0 ? -at - 1 : at;
            return at < places.length && (places[at] >>> 32) == Integer.toUnsignedLong(uid)
                    ? (int) places[at]
                    : UNKNOWN;
        }

        /** Some UIDs in that order, last those that have no place in it. */
        int[] inOrder(UidSet some) {
            int[] sorted = new int[(int) some.size()];
            int count = 0;
            for (int i = 0; i < order.size(); i++) {
                if (some.contains(order.get(i))) {
                    sorted[count++] = (int) order.get(i);
                }
            }
            for (int uid : Results.of(some).toArray()) {
                if (of(uid) == UNKNOWN) {
                    sorted[count++] = uid;
                }
            }
            return sorted;
        }
    }
}
