package org.postern.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.PrimitiveIterator;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postern.Property;

final class UidSetTest {
    /** One range to add to one of two sets. */
    private record Part(boolean toFirst, long first, long last) {}

    @ParameterizedTest
    @CsvSource({"0, 1", "-1, 5", "5, 4", "1, 4294967296", "4294967296, 4294967296"})
    void whatIsNoUidIsRefused(long first, long last) {
        UidSet.Builder builder = new UidSet.Builder();
        assertThatThrownBy(() -> builder.add(first, last)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anEmptySetHasNothing() {
        assertThat(UidSet.NONE.isEmpty()).isTrue();
        assertThat(UidSet.NONE.size()).isZero();
        assertThat(UidSet.NONE.stream().count()).isZero();
        assertThat(UidSet.NONE.iterator().hasNext()).isFalse();
        assertThatThrownBy(() -> UidSet.NONE.iterator().nextLong())
                .isInstanceOf(java.util.NoSuchElementException.class);
        assertThat(UidSet.NONE.contains(1)).isFalse();
        assertThat(UidSet.NONE).hasToString("").isEqualTo(UidSet.of());
    }

    @Test
    void everythingIsOneRange() {
        assertThat(UidSet.ALL.ranges()).isEqualTo(1);
        assertThat(UidSet.ALL.size()).isEqualTo(UidSet.MAX);
        assertThat(UidSet.ALL.contains(UidSet.MAX)).isTrue();
        assertThat(UidSet.ALL.contains(0)).isFalse();
        assertThat(UidSet.ALL.contains(UidSet.MAX + 1)).isFalse();
        assertThat(UidSet.ALL.minus(UidSet.of(1, 7, UidSet.MAX))).hasToString("2:6,8:4294967294");
        assertThat(UidSet.ALL.minus(UidSet.ALL)).isEqualTo(UidSet.NONE);
        assertThat(UidSet.ALL.plus(UidSet.of(3))).isEqualTo(UidSet.ALL);
        assertThat(UidSet.ALL.and(UidSet.of(UidSet.MAX))).isEqualTo(UidSet.of(UidSet.MAX));
    }

    @Test
    void theNextMemberIsFoundFromAnywhere() {
        UidSet some = UidSet.of(3, 7, 8, 9, UidSet.MAX);
        long[] from = {1, 3, 4, 7, 8, 9, 10, UidSet.MAX};
        long[] next = {3, 3, 7, 7, 8, 9, UidSet.MAX, UidSet.MAX};
        for (int i = 0; i < from.length; i++) {
            assertThat(some.atOrAbove(from[i])).as("from " + from[i]).isEqualTo(next[i]);
        }
        assertThat(UidSet.of(3).atOrAbove(4)).isZero();
        assertThat(UidSet.NONE.atOrAbove(1)).isZero();
    }

    @Test
    void rangesComeInEitherOrderAndGrowTogether() {
        assertThat(UidSet.range(7, 3)).hasToString("3:7");
        assertThat(UidSet.of(5, 1, 3, 2, 5)).hasToString("1:3,5");
        assertThat(new UidSet.Builder().add(10, 20).add(1, 9).add(21).build()).hasToString("1:21");
        assertThat(new UidSet.Builder().add(10, 20).add(12, 13).add(5).build()).hasToString("5,10:20");
    }

    @Test
    void aBuilderGoesOnAfterItHasBuilt() {
        UidSet.Builder builder = new UidSet.Builder().add(9).add(1);
        UidSet first = builder.build();
        UidSet second = builder.add(5).build();
        assertThat(first).hasToString("1,9");
        assertThat(second).hasToString("1,5,9");
    }

    @Test
    void setsAreAsATreeSetWouldHaveThem() {
        Property.holds(300, random -> parts(random, 60), UidSetTest::check);
    }

    private static List<Part> parts(Random random, int bound) {
        List<Part> parts = new ArrayList<>();
        for (int i = random.nextInt(12); i >= 0; i--) {
            long first = 1L + random.nextInt(bound);
            parts.add(new Part(random.nextBoolean(), first, first + random.nextInt(5)));
        }
        return parts;
    }

    private static void check(List<Part> parts) {
        TreeSet<Long> a = new TreeSet<>();
        TreeSet<Long> b = new TreeSet<>();
        UidSet.Builder first = new UidSet.Builder();
        UidSet.Builder second = new UidSet.Builder();
        for (Part part : parts) {
            (part.toFirst() ? first : second).add(part.first(), part.last());
            for (long uid = part.first(); uid <= part.last(); uid++) {
                (part.toFirst() ? a : b).add(uid);
            }
        }
        UidSet one = first.build();
        UidSet other = second.build();
        requireSame(one, a);
        requireSame(other, b);
        requireSame(one.plus(other), union(a, b));
        TreeSet<Long> both = new TreeSet<>(a);
        both.retainAll(b);
        requireSame(one.and(other), both);
        TreeSet<Long> rest = new TreeSet<>(a);
        rest.removeAll(b);
        requireSame(one.minus(other), rest);
        assertThat(one.equals(other)).isEqualTo(a.equals(b));
    }

    private static NavigableSet<Long> union(Set<Long> a, Set<Long> b) {
        TreeSet<Long> all = new TreeSet<>(a);
        all.addAll(b);
        return all;
    }

    private static void requireSame(UidSet set, NavigableSet<Long> model) {
        List<Long> expected = List.copyOf(model);
        assertThat(set.stream().boxed().toList()).isEqualTo(expected);
        List<Long> each = new ArrayList<>();
        set.forEach(each::add);
        assertThat(each).isEqualTo(expected);
        List<Long> iterated = new ArrayList<>();
        for (PrimitiveIterator.OfLong it = set.iterator(); it.hasNext(); ) {
            iterated.add(it.nextLong());
        }
        assertThat(iterated).isEqualTo(expected);
        List<Long> falling = new ArrayList<>();
        for (PrimitiveIterator.OfLong it = set.descending(); it.hasNext(); ) {
            falling.add(it.nextLong());
        }
        assertThat(falling).isEqualTo(List.copyOf(model.descendingSet()));
        for (int count = 0; count < 8; count++) {
            UidSet highest = set.highest(count);
            assertThat(highest.stream().boxed().toList())
                    .isEqualTo(expected.subList(Math.max(0, expected.size() - count), expected.size()));
            requireCanonical(highest);
        }
        assertThat(set.size()).isEqualTo(model.size());
        assertThat(set.isEmpty()).isEqualTo(model.isEmpty());
        for (long uid = 0; uid < 70; uid++) {
            assertThat(set.contains(uid)).isEqualTo(model.contains(uid));
        }
        if (!model.isEmpty()) {
            assertThat(set.min()).isEqualTo(model.first());
            assertThat(set.max()).isEqualTo(model.last());
        }
        requireCanonical(set);
    }

    /** Ranges are disjoint, sorted and not adjacent, so equal sets are equal whatever made them. */
    private static void requireCanonical(UidSet set) {
        for (int i = 1; i < set.ranges(); i++) {
            assertThat(set.first(i)).isGreaterThan(set.last(i - 1) + 1);
        }
        UidSet.Builder again = new UidSet.Builder();
        set.forEach(again::add);
        assertThat(again.build()).isEqualTo(set).hasSameHashCodeAs(set).hasToString(set.toString());
    }
}
