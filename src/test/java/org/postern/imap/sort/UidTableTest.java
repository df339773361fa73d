package org.postern.imap.sort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.postern.Property;

final class UidTableTest {
    @Test
    void isAMapOfUids() {
        Property.<NavigableSet<Long>>holds(
                200,
                random -> {
                    List<NavigableSet<Long>> passes = new ArrayList<>();
                    for (int pass = random.nextInt(6); pass > 0; pass--) {
                        NavigableSet<Long> asked = new TreeSet<>();
                        for (int left = random.nextInt(30); left > 0; left--) {
                            asked.add(1 + random.nextLong(40) + (random.nextInt(4) == 0 ? 0xFFFF_FF00L : 0));
                        }
                        passes.add(asked);
                    }
                    return passes;
                },
                passes -> {
                    UidTable table = new UidTable();
                    NavigableMap<Long, Long> model = new TreeMap<>();
                    long next = 0;
                    for (NavigableSet<Long> asked : passes) {
                        table.begin();
                        NavigableMap<Long, Long> fresh = new TreeMap<>();
                        for (long uid : asked) {
                            assertThat(table.has(uid)).isEqualTo(model.containsKey(uid));
                            if (!table.has(uid)) {
                                table.add(uid, ++next);
                                fresh.put(uid, next);
                            }
                        }
                        model.putAll(fresh);
                        int[] uids = asked.stream().mapToInt(Long::intValue).toArray();
                        assertThat(table.values(uids, uids.length))
                                .containsExactly(
                                        asked.stream().mapToLong(model::get).toArray());
                        assertThat(table.size()).isEqualTo(model.size());
                    }
                });
    }

    @Test
    void whatIsNotThereHasNoNumber() {
        UidTable table = new UidTable();
        table.add(3, 33);
        assertThatThrownBy(() -> table.values(new int[] {2}, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
