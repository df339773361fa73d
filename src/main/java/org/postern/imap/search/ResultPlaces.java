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

    private int count;

    ResultPlaces(Results uids, Optional<SearchOrder.Ranking> ranking) {
        this.ranking = ranking;
        this.members = uids.toSet();
        this.count = ranking.isPresent() ? uids.size() : 0;
        this.ordered = new int[count];
        for (int i = 0; i < count; i++) {
            ordered[i] = (int) uids.get(i);
        }
    }

    UidSet members() {
        return members;
    }

    /** Takes UIDs out that are in it. Returns their places, each counted when the ones before it are out. */
    Optional<Results> remove(Results uids) {
        members = members.minus(uids.toSet());
        if (ranking.isEmpty()) {
            return Optional.empty();
        }
        int[] places = new int[uids.size()];
        for (int i = 0; i < places.length; i++) {
            int at = indexOf((int) uids.get(i));
            System.arraycopy(ordered, at + 1, ordered, at, --count - at);
            places[i] = at + 1;
        }
        return Optional.of(Results.ordered(places));
    }

    private int indexOf(int uid) {
        int at = 0;
        while (ordered[at] != uid) {
            at++;
        }
        return at;
    }

    /** Puts UIDs in that are not in it. Returns their places, each counted when the ones before it are in. */
    Optional<Results> add(Results uids) throws StoreException {
        members = members.plus(uids.toSet());
        if (ranking.isEmpty()) {
            return Optional.empty();
        }
        int[] places = new int[uids.size()];
        try (SearchOrder.Ranking order = ranking.get()) {
            for (int i = 0; i < places.length; i++) {
                places[i] = insert((int) uids.get(i), order) + 1;
            }
        }
        return Optional.of(Results.ordered(places));
    }

    private int insert(int uid, SearchOrder.Ranking order) throws StoreException {
        int low = 0;
        int high = count;
        while (low < high) {
            int mid = (low + high) >>> 1;
            if (order.compare(Integer.toUnsignedLong(ordered[mid]), Integer.toUnsignedLong(uid)) < 0) {
                low = mid + 1;
            } else {
                high = mid;
            }
        }
        if (count == ordered.length) {
            ordered = Arrays.copyOf(ordered, count + Math.max(16, count / 8));
        }
        System.arraycopy(ordered, low, ordered, low + 1, count++ - low);
        ordered[low] = uid;
        return low;
    }
}
