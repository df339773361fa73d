package org.postern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PropertyTest {

    @Test
    void aFailureNamesItsSeedAndIsAsShortAsItCanBe() {
        Throwable failure = catchThrowable(() -> Property.holds(5, PropertyTest::numbers, list -> {
            // fails when a 3 comes somewhere before a 7
            int three = list.indexOf(3);
            assertThat(three >= 0 && list.subList(three, list.size()).contains(7))
                    .isFalse();
        }));
        assertThat(failure).hasMessageContaining("seed 1, shrunk from 200 to 2:\n  3\n  7\n");
    }

    @Test
    void everySeedIsTried() {
        List<List<Integer>> seen = new ArrayList<>();
        Property.holds(20, PropertyTest::numbers, seen::add);
        assertThat(seen).hasSize(20).doesNotHaveDuplicates();
    }

    private static List<Integer> numbers(Random random) {
        return random.ints(200, 0, 10).boxed().toList();
    }
}
