package org.postern.imap.sort;

/** Sorts by keys of which few are possible, in time linear in both; stable. */
final class RankSort {
    private RankSort() {}

    /**
     * Puts indexes in the order of their keys, perhaps using up the array.
     *
     * @param keys by index, 0 to {@code ranks} - 1
     */
    static int[] sorted(int[] order, int[] keys, int ranks) {
        if (ranks / 16 > order.length) { // counting would cost more than comparing
            return MergeSort.sorted(order, (a, b) -> Integer.compare(keys[a], keys[b]));
        }
        int[] places = new int[ranks + 1];
        for (int index : order) {
            places[keys[index] + 1]++;
        }
        for (int rank = 0; rank < ranks; rank++) {
            places[rank + 1] += places[rank];
        }
        int[] sorted = new int[order.length];
        for (int index : order) {
            sorted[places[keys[index]]++] = index;
        }
        return sorted;
    }
}
