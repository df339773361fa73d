package org.postern.store;

import java.util.Arrays;
import java.util.PrimitiveIterator;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/**
 * An immutable set of UIDs (1 to 2^32-1) kept as sorted, disjoint, non-adjacent ranges: {@code 1:4294967295} costs one
 * range. Iteration rises.
 */
public final class UidSet {
    /** Largest UID, RFC 9051 2.3.1.1. */
    public static final long MAX = 0xFFFF_FFFFL;

    public static final UidSet NONE = new UidSet(new long[0]);
    public static final UidSet ALL = range(1, MAX);

    /** first, last, first, last … */
    private final long[] bounds;

    private UidSet(long[] bounds) {
        this.bounds = bounds;
    }

    public static UidSet of(long... uids) {
        Builder builder = new Builder();
        for (long uid : uids) {
            builder.add(uid);
        }
        return builder.build();
    }

    /** Both inclusive, in either order. */
    public static UidSet range(long a, long b) {
        return new Builder().add(Math.min(a, b), Math.max(a, b)).build();
    }

    public boolean isEmpty() {
        return bounds.length == 0;
    }

    /** How many UIDs. */
    public long size() {
        long n = 0;
        for (int i = 0; i < bounds.length; i += 2) {
            n += bounds[i + 1] - bounds[i] + 1;
        }
        return n;
    }

    public int ranges() {
        return bounds.length / 2;
    }

    /** First UID of the n-th range. */
    public long first(int range) {
        return bounds[2 * range];
    }

    /** Last UID of the n-th range. */
    public long last(int range) {
        return bounds[2 * range + 1];
    }

    /** Smallest; the set must not be empty. */
    public long min() {
        return bounds[0];
    }

    /** Largest; the set must not be empty. */
    public long max() {
        return bounds[bounds.length - 1];
    }

    public boolean contains(long uid) {
        int at = Arrays.binarySearch(bounds, uid);
        return at >= 0 || (-at - 1) % 2 == 1;
    }

    /** The smallest at or above {@code uid}; 0 when there is none. */
    public long atOrAbove(long uid) {
        int at = Arrays.binarySearch(bounds, uid);
        int next = -at - 1;
        if (at >= 0 || next % 2 == 1) {
            return uid;
        }
        return next < bounds.length ? bounds[next] : 0;
    }

    /** The so many largest, or all. */
    public UidSet highest(long count) {
        long left = size() - count;
        if (left <= 0) {
            return this;
        }
        int from = 0;
        while (from < bounds.length && left > bounds[from + 1] - bounds[from]) {
            left -= bounds[from + 1] - bounds[from] + 1;
            from += 2;
        }
        if (from == bounds.length) {
            return NONE;
        }
        long[] rest = Arrays.copyOfRange(bounds, from, bounds.length);
        rest[0] += left;
        return new UidSet(rest);
    }

    public UidSet plus(UidSet other) {
        if (isEmpty()) {
            return other;
        }
        return other.isEmpty() ? this : new Builder().addAll(this).addAll(other).build();
    }

    public UidSet minus(UidSet other) {
        if (isEmpty() || other.isEmpty()) {
            return this;
        }
        return and(other.complement());
    }

    public UidSet and(UidSet other) {
        Builder out = new Builder();
        int i = 0;
        int j = 0;
        while (i < bounds.length && j < other.bounds.length) {
            long from = Math.max(bounds[i], other.bounds[j]);
            long to = Math.min(bounds[i + 1], other.bounds[j + 1]);
            if (from <= to) {
                out.add(from, to);
            }
            if (bounds[i + 1] < other.bounds[j + 1]) {
                i += 2;
            } else {
                j += 2;
            }
        }
        return out.build();
    }

    private UidSet complement() {
        Builder out = new Builder();
        long next = 1;
        for (int i = 0; i < bounds.length; i += 2) {
            if (next < bounds[i]) {
                out.add(next, bounds[i] - 1);
            }
            next = bounds[i + 1] + 1;
        }
        if (next <= MAX) {
            out.add(next, MAX);
        }
        return out.build();
    }

    public LongStream stream() {
        LongStream all = LongStream.empty();
        if (bounds.length == 2) {
            return LongStream.rangeClosed(bounds[0], bounds[1]);
        }
        PrimitiveIterator.OfLong it = iterator();
        return isEmpty() ? all : LongStream.generate(it::nextLong).limit(size());
    }

    public void forEach(LongConsumer action) {
        for (int i = 0; i < bounds.length; i += 2) {
            for (long uid = bounds[i]; uid <= bounds[i + 1]; uid++) {
                action.accept(uid);
            }
        }
    }

    public PrimitiveIterator.OfLong iterator() {
        return new PrimitiveIterator.OfLong() {
            private int range;
            private long next = bounds.length == 0 ? 0 : bounds[0];

            @Override
            public boolean hasNext() {
                return range < bounds.length;
            }

            @Override
            public long nextLong() {
                if (!hasNext()) {
                    throw new java.util.NoSuchElementException();
                }
                long uid = next;
                if (uid < bounds[range + 1]) {
                    next = uid + 1;
                } else {
                    range += 2;
                    next = range < bounds.length ? bounds[range] : 0;
                }
                return uid;
            }
        };
    }

    /** An iterator that falls. */
    public PrimitiveIterator.OfLong descending() {
        return new PrimitiveIterator.OfLong() {
            private int range = bounds.length - 2;
            private long next = bounds.length == 0 ? 0 : bounds[bounds.length - 1];

            @Override
            public boolean hasNext() {
                return range >= 0;
            }

            @Override
            public long nextLong() {
                if (!hasNext()) {
                    throw new java.util.NoSuchElementException();
                }
                long uid = next;
                if (uid > bounds[range]) {
                    next = uid - 1;
                } else {
                    range -= 2;
                    next = range < 0 ? 0 : bounds[range + 1];
                }
                return uid;
            }
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UidSet that && Arrays.equals(bounds, that.bounds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds);
    }

    /** As on the wire: {@code 1:3,7}; empty string when empty. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < bounds.length; i += 2) {
            out.append(i == 0 ? "" : ",").append(bounds[i]);
            if (bounds[i + 1] != bounds[i]) {
                out.append(':').append(bounds[i + 1]);
            }
        }
        return out.toString();
    }

    /** Collects UIDs and ranges in any order; cheap when they rise. Not thread-safe. */
    public static final class Builder {
        private long[] bounds = new long[8];
        private int used;
        private boolean rising = true;

        public Builder add(long uid) {
            return add(uid, uid);
        }

        /**
         * Adds a range.
         *
         * @throws IllegalArgumentException outside 1 to 2^32-1 or {@code first > last}
         */
        public Builder add(long first, long last) {
            if (first < 1 || last > MAX || first > last) {
                throw new IllegalArgumentException("UID out of range: " + first + ":" + last);
            }
            if (used > 0 && rising && first >= bounds[used - 2] && first <= bounds[used - 1] + 1) {
                bounds[used - 1] = Math.max(bounds[used - 1], last);
                return this;
            }
            rising &= used == 0 || first > bounds[used - 1];
            if (used == bounds.length) {
                bounds = Arrays.copyOf(bounds, used * 2);
            }
            bounds[used++] = first;
            bounds[used++] = last;
            return this;
        }

        public Builder addAll(UidSet set) {
            for (int i = 0; i < set.bounds.length; i += 2) {
                add(set.bounds[i], set.bounds[i + 1]);
            }
            return this;
        }

        public UidSet build() {
            if (used == 0) {
                return NONE;
            }
            return new UidSet(rising ? Arrays.copyOf(bounds, used) : sorted());
        }

        private long[] sorted() {
            long[][] pairs = new long[used / 2][];
            for (int i = 0; i < used; i += 2) {
                pairs[i / 2] = new long[] {bounds[i], bounds[i + 1]};
            }
            Arrays.sort(pairs, (a, b) -> Long.compare(a[0], b[0]));
            Builder merged = new Builder();
            for (long[] pair : pairs) {
                merged.add(pair[0], pair[1]);
            }
            return Arrays.copyOf(merged.bounds, merged.used);
        }
    }
}
