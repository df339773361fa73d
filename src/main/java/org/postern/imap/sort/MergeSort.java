package org.postern.imap.sort;

import org.postern.imap.sort.SortCriterion.Direction;

/** Sorts numbers without making objects of them; stable. */
final class MergeSort {
    /** Compares two of the numbers. */
    @FunctionalInterface
    interface Comparison {
        int compare(int a, int b);
    }

    private static final int RUN = 8;

    private MergeSort() {}

    /** The numbers 0 to {@code count} - 1, sorted; equal ones by themselves. */
    static int[] sorted(int count, Comparison comparison) {
        return sorted(numbers(count), comparison);
    }

    /** The numbers 0 to {@code count} - 1. */
    static int[] numbers(int count) {
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = i;
        }
        return numbers;
    }

    /** Indexes in the order of their keys, which are found at these. */
    static int[] sorted(int[] indexes, long[] keys, Direction direction) {
        return sorted(
                indexes,
                direction == Direction.REVERSE
                        ? (a, b) -> Long.compare(keys[b], keys[a])
                        : (a, b) -> Long.compare(keys[a], keys[b]));
    }

    /** Sorts numbers, using up the array; the fewer are out of order the faster. Which of two arrays holds the outcome is returned. */
    static int[] sorted(int[] numbers, Comparison comparison) {
        for (int from = 0; from < numbers.length; from += RUN) {
            insert(numbers, from, Math.min(from + RUN, numbers.length), comparison);
        }
        int[] from = numbers;
        int[] to = new int[numbers.length];
        for (long width = RUN; width < numbers.length; width *= 2) {
            for (long start = 0; start < numbers.length; start += 2 * width) {
                int middle = (int) Math.min(start + width, numbers.length);
                int end = (int) Math.min(start + 2 * width, numbers.length);
                merge(from, to, new int[] {(int) start, middle, end}, comparison);
            }
            int[] swap = from;
            from = to;
            to = swap;
        }
        return from;
    }

    private static void insert(int[] numbers, int from, int to, Comparison comparison) {
        for (int i = from + 1; i < to; i++) {
            int number = numbers[i];
            int at = i;
            while (at > from && comparison.compare(numbers[at - 1], number) > 0) {
                numbers[at] = numbers[--at];
            }
            numbers[at] = number;
        }
    }

    /** @param bounds start, middle and end of two sorted runs */
    private static void merge(int[] from, int[] to, int[] bounds, Comparison comparison) {
        if (bounds[1] == bounds[2] || comparison.compare(from[bounds[1] - 1], from[bounds[1]]) <= 0) {
            System.arraycopy(from, bounds[0], to, bounds[0], bounds[2] - bounds[0]);
            return;
        }
        int left = bounds[0];
        int right = bounds[1];
        for (int i = bounds[0]; i < bounds[2]; i++) {
            boolean takeLeft =
                    left < bounds[1] && (right == bounds[2] || comparison.compare(from[left], from[right]) <= 0);
            to[i] = takeLeft ? from[left++] : from[right++];
        }
    }
}
