package org.postern.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.postern.store.UidSet;

/** Files and places stay those of their UIDs, however many come and go; random, against a map. */
final class FileTableTest {
    private static final int STEPS = 3000;

    /** What the table must say of a UID. */
    private record Entry(MessageFile file, long summary, long content) {}

    private final Map<Long, Entry> model = new TreeMap<>();
    private final FileTable table = new FileTable();
    private long next = 1;

    private static long place(Random random) {
        return random.nextInt(3) == 0 ? 0 : (long) random.nextInt(1 << 20) << 17 | (1 + random.nextInt(1000));
    }

    private void add(Random random) {
        next += 1 + random.nextInt(3);
        Entry entry = new Entry(new MessageFile(FilePlace.CUR, next + ":2,"), place(random), place(random));
        int slot = table.add(next, entry.file());
        table.summaries().set(slot, entry.summary());
        table.contents().set(slot, entry.content());
        model.put(next, entry);
    }

    private void remove(Random random) {
        UidSet.Builder gone = new UidSet.Builder();
        int one = 1 + random.nextInt(4);
        model.keySet().stream().filter(uid -> random.nextInt(4) < one).toList().forEach(uid -> {
            gone.add(uid);
            model.remove(uid);
        });
        table.removeAll(gone.build());
    }

    private void move(Random random) {
        Optional<Long> some =
                model.keySet().stream().skip(random.nextInt(model.size() + 1)).findFirst();
        some.ifPresent(uid -> {
            long content = place(random);
            table.contents().set(table.slot(uid), content);
            table.summaries().lose(table.slot(uid));
            model.computeIfPresent(
                    uid, (u, was) -> new Entry(was.file(), was.summary() == 0 ? 0 : CachePlace.LOST, content));
        });
    }

    @Test
    void placesAreThoseOfTheirMessages() {
        Random random = new Random(11);
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(400)) {
                case 0 -> remove(random);
                case 1, 2, 3, 4, 5, 6, 7, 8, 9 -> move(random);
                default -> add(random);
            }
            if (step % 50 == 0) {
                check();
            }
        }
        check();
    }

    private void check() {
        assertThat(table.size()).isEqualTo(model.size());
        long summaries = 0;
        long contents = 0;
        for (Map.Entry<Long, Entry> one : model.entrySet()) {
            int slot = table.slot(one.getKey());
            Entry entry = one.getValue();
            assertThat(table.fileAt(slot)).isEqualTo(entry.file());
            assertThat(table.summaries().at(slot)).isEqualTo(entry.summary());
            assertThat(table.contents().at(slot)).isEqualTo(entry.content());
            summaries += CachePlace.length(entry.summary());
            contents += CachePlace.length(entry.content());
        }
        assertThat(table.summaries().octets()).isEqualTo(summaries);
        assertThat(table.contents().octets()).isEqualTo(contents);
    }
}
