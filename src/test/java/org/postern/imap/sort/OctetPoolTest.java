package org.postern.imap.sort;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.postern.Property;

final class OctetPoolTest {
    @Test
    void textsKeepTheirNumbersAndGetTheirRanks() {
        Property.<String>holds(
                50,
                random -> random.ints(random.nextInt(400), 0, 300)
                        .mapToObj(n -> "t\u00e9".repeat(n % 3) + Integer.toString(n, 36))
                        .toList(),
                texts -> {
                    OctetPool pool = new OctetPool(texts.size());
                    List<String> seen = new ArrayList<>();
                    for (String text : texts) {
                        assertThat(pool.find(text)).isEqualTo(seen.indexOf(text));
                        int number = pool.add(text);
                        if (number == seen.size()) {
                            seen.add(text);
                        }
                        if (seen.size() % 50 == 0) {
                            assertThat(pool.ranks()).hasSize(seen.size()); // and goes on from there
                        }
                        assertThat(seen.get(number)).isEqualTo(text);
                    }
                    List<String> sorted = new ArrayList<>(new TreeSet<>(seen));
                    sorted.sort((a, b) -> Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8)));
                    int[] ranks = pool.ranks();
                    for (int i = 0; i < seen.size(); i++) {
                        assertThat(sorted.get(ranks[i])).isEqualTo(seen.get(i));
                    }
                });
    }

    @Test
    void longTextsDifferInWhatIsNotKept() {
        OctetPool pool = new OctetPool(7);
        String start = "x".repeat(OctetPool.LONGEST);
        assertThat(pool.add(start)).isZero();
        assertThat(pool.add(start + "a")).isEqualTo(1);
        assertThat(pool.add(start + "b")).isEqualTo(2);
        assertThat(pool.add(start + "a")).isEqualTo(1);
        assertThat(pool.add(start)).isZero();
        assertThat(pool.add("w")).isEqualTo(3);
        assertThat(pool.ranks()[3]).isZero();
        assertThat(pool.ranks()).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Test
    void sortingIsStable() {
        Property.<Integer>holds(
                50, random -> random.ints(random.nextInt(200), 0, 20).boxed().toList(), keys -> {
                    List<Integer> expected = new ArrayList<>(
                            IntStream.range(0, keys.size()).boxed().toList());
                    expected.sort((a, b) -> Integer.compare(keys.get(a), keys.get(b)));
                    int[] sorted = MergeSort.sorted(keys.size(), (a, b) -> Integer.compare(keys.get(a), keys.get(b)));
                    assertThat(IntStream.of(sorted).boxed().toList()).isEqualTo(expected);
                    int[] array = keys.stream().mapToInt(Integer::intValue).toArray();
                    int[] indexes = MergeSort.numbers(keys.size());
                    for (int ranks : new int[] {20, 1_000_000}) {
                        assertThat(RankSort.sorted(indexes, array, ranks)).containsExactly(sorted);
                    }
                });
    }
}
