package org.postern.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MailboxSnapshotTest {
    private static final MailboxInfo INFO = new MailboxInfo(MailboxName.INBOX, "id", 1);
    private static final List<Flags> SOME = List.of(
            Flags.NONE,
            Flags.of(SystemFlag.SEEN),
            Flags.of(SystemFlag.DELETED),
            Flags.of(SystemFlag.SEEN, SystemFlag.DELETED),
            Flags.of(Set.of(SystemFlag.SEEN), List.of("one", "two")));

    private record Row(Flags flags, long modSeq, long octets) {}

    @Test
    void uidsMustRise() {
        MailboxSnapshot.Builder builder = new MailboxSnapshot.Builder(INFO).row(5, Flags.NONE, 1, 1, Instant.EPOCH);
        assertThatThrownBy(() -> builder.row(5, Flags.NONE, 1, 1, Instant.EPOCH))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anEmptySnapshotAnswers() {
        MailboxSnapshot empty = new MailboxSnapshot.Builder(INFO).build(1, ModSeq.ZERO);
        assertThat(empty.isEmpty()).isTrue();
        assertThat(empty.indexOf(7)).isEqualTo(-1);
        assertThat(empty.uids()).isEqualTo(UidSet.NONE);
    }

    /** Random edits against a sorted map; every snapshot ever made must stay as it was. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void editsEqualTheNaiveModelAndLeaveOldSnapshotsAlone(long seed) {
        Random random = new Random(seed);
        TreeMap<Long, Row> model = new TreeMap<>();
        MailboxSnapshot snapshot = new MailboxSnapshot.Builder(INFO).build(1, ModSeq.ZERO);
        List<MailboxSnapshot> kept = new ArrayList<>();
        List<Map<Long, Row>> models = new ArrayList<>();
        long next = 1;
        for (int round = 1; round <= 120; round++) {
            MailboxSnapshot.Builder edit = snapshot.edit();
            for (int i = random.nextInt(8); i > 0 && !model.isEmpty(); i--) {
                long uid = 1L + random.nextInt((int) next);
                Flags flags = SOME.get(random.nextInt(SOME.size()));
                edit.change(uid, flags, round);
                long modSeq = round;
                model.computeIfPresent(uid, (u, r) -> new Row(flags, modSeq, r.octets()));
            }
            if (random.nextInt(4) == 0) {
                long from = 1L + random.nextInt((int) next);
                UidSet gone = UidSet.range(from, Math.min(next, from + random.nextInt(900)));
                edit.remove(gone);
                gone.forEach(model::remove);
            }
            for (int i = random.nextInt(300); i > 0; i--) {
                next += 1L + random.nextInt(3);
                Row row = new Row(SOME.get(random.nextInt(SOME.size())), round, random.nextInt(100_000));
                edit.row(next, row.flags(), round, row.octets(), Instant.ofEpochSecond(next));
                model.put(next, row);
            }
            snapshot = edit.build(next + 1, new ModSeq(round));
            kept.add(snapshot);
            models.add(new TreeMap<>(model));
        }
        for (int i = 0; i < kept.size(); i++) {
            requireSame(kept.get(i), models.get(i), "seed " + seed + " round " + i);
        }
    }

    private static void requireSame(MailboxSnapshot snapshot, Map<Long, Row> model, String where) {
        assertThat(snapshot.size()).as(where).isEqualTo(model.size());
        int row = 0;
        for (Map.Entry<Long, Row> expected : model.entrySet()) {
            long uid = expected.getKey();
            assertThat(snapshot.uid(row)).as(where).isEqualTo(uid);
            assertThat(new Row(snapshot.flags(row), snapshot.modSeq(row), snapshot.octets(row)))
                    .as(where)
                    .isEqualTo(expected.getValue());
            assertThat(snapshot.received(row)).isEqualTo(Instant.ofEpochSecond(uid));
            assertThat(snapshot.indexOf(uid)).as(where).isEqualTo(row);
            assertThat(snapshot.indexOf(uid + 1)).as(where).isIn(row + 1, -row - 2);
            row++;
        }
        List<Flags> flags = model.values().stream().map(Row::flags).toList();
        assertThat(snapshot.keywords())
                .isEqualTo(flags.stream().flatMap(f -> f.keywords().stream()).collect(Collectors.toSet()));
        assertThat(snapshot.firstUnseen()).isEqualTo((int)
                flags.stream().takeWhile(f -> f.has(SystemFlag.SEEN)).count());
        assertThat(snapshot.unseen())
                .isEqualTo(model.values().stream()
                        .filter(r -> !r.flags().has(SystemFlag.SEEN))
                        .count());
        assertThat(snapshot.deletedUids().stream().boxed().toList())
                .isEqualTo(model.entrySet().stream()
                        .filter(e -> e.getValue().flags().has(SystemFlag.DELETED))
                        .map(Map.Entry::getKey)
                        .toList());
        assertThat(snapshot.deleted())
                .isEqualTo(model.values().stream()
                        .filter(r -> r.flags().has(SystemFlag.DELETED))
                        .count());
        assertThat(snapshot.totalOctets())
                .isEqualTo(model.values().stream().mapToLong(Row::octets).sum());
        UidSet.Builder changed = new UidSet.Builder();
        model.forEach((uid, r) -> {
            if (r.modSeq() > 60) {
                changed.add(uid);
            }
        });
        assertThat(snapshot.changedAfter(new ModSeq(60))).isEqualTo(changed.build());
    }
}
