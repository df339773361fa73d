package org.postern.imap.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.postern.imap.search.ResultPlaces.Coming;
import org.postern.imap.search.ResultPlaces.Moved;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/** Whoever follows what is told of places has the result as it would be sorted anew. */
final class ResultPlacesTest {
    /** An order that has nothing to do with that of the mailbox. */
    private static final Comparator<Long> ORDER =
            Comparator.comparingLong((Long uid) -> uid * 2654435761L % 1000).thenComparing(Comparator.naturalOrder());

    /** Looks at messages, as the ranking was asked for them. */
    private int looks;

    private UidSet unreadable = UidSet.NONE;

    private final class Ranking implements SearchOrder.Ranking {
        @Override
        public int compare(long uid, long other) {
            looks += 2;
            return ORDER.compare(uid, other);
        }

        @Override
        public SearchOrder order() {
            return new Order();
        }

        @Override
        public void close() {}
    }

    private final class Order implements SearchOrder {
        private final List<Long> sorted = new ArrayList<>();
        private int steps = 3;

        @Override
        public void begin(UidSet found, Scores scores) {
            looks += (int) found.size();
            found.minus(unreadable).forEach(sorted::add);
            sorted.sort(ORDER);
        }

        @Override
        public boolean goOn() {
            return --steps > 0;
        }

        @Override
        public Results results() {
            assertThat(steps).isZero();
            return results(sorted);
        }

        private static Results results(List<Long> uids) {
            return Results.ordered(uids.stream().mapToInt(Long::intValue).toArray());
        }
    }

    /** What a client makes of it. */
    private static void follow(List<Long> client, Moved moved, boolean in) {
        Results places = moved.places().orElseThrow();
        for (int i = 0; i < places.size(); i++) {
            int at = (int) places.get(i) - 1;
            if (in) {
                client.add(at, moved.uids().get(i));
            } else {
                assertThat(client.remove(at)).isEqualTo(moved.uids().get(i));
            }
        }
    }

    private static Moved added(ResultPlaces places, UidSet uids) throws StoreException {
        try (Coming coming = places.add(uids)) {
            while (coming.goOn()) {
                assertThat(places.members().and(uids).isEmpty()).isTrue();
            }
            return coming.moved();
        }
    }

    private static UidSet some(LongStream uids) {
        UidSet.Builder set = new UidSet.Builder();
        uids.forEach(set::add);
        return set.build();
    }

    @Test
    void whatComesAndGoesIsFollowedOneByOneAndInMasses() throws StoreException {
        for (long seed = 1; seed <= 50; seed++) {
            Random random = new Random(seed);
            ResultPlaces places = new ResultPlaces(Results.NONE, Optional.of(new Ranking()));
            List<Long> client = new ArrayList<>();
            for (int round = 0; round < 30; round++) {
                int most = random.nextBoolean() ? 3 : 120;
                UidSet others = some(random.longs(1 + random.nextInt(most), 1, 3000));
                follow(client, added(places, others.minus(places.members())), true);
                UidSet going = some(random.longs(1 + random.nextInt(most), 1, 3000));
                follow(client, places.remove(going.and(places.members())), false);
                List<Long> all = new ArrayList<>();
                places.members().forEach(all::add);
                all.sort(ORDER);
                assertThat(client).as("seed " + seed + ", round " + round).isEqualTo(all);
            }
        }
    }

    @Test
    void manyAreLookedAtOnce() throws StoreException {
        ResultPlaces places = new ResultPlaces(Results.NONE, Optional.of(new Ranking()));
        added(places, UidSet.range(1, 1000));
        looks = 0;
        added(places, UidSet.range(1001, 21_000));
        assertThat(looks).isLessThanOrEqualTo(21_000);
        looks = 0;
        added(places, UidSet.of(21_001));
        assertThat(looks).isLessThanOrEqualTo(40);
    }

    @Test
    void whatCannotBeReadKeepsItsPlaceAndIsAddedLast() throws StoreException {
        ResultPlaces places = new ResultPlaces(Results.NONE, Optional.of(new Ranking()));
        List<Long> client = new ArrayList<>();
        follow(client, added(places, UidSet.range(1, 100)), true);
        List<Long> before = List.copyOf(client);
        unreadable = some(LongStream.of(7, 50, 120));
        follow(client, added(places, UidSet.range(101, 200)), true);
        assertThat(client)
                .hasSize(200)
                .endsWith(120L)
                .filteredOn(uid -> uid <= 100)
                .isEqualTo(before);
        assertThat(client.subList(0, 199))
                .filteredOn(uid -> uid != 7 && uid != 50)
                .isSortedAccordingTo(ORDER);
        follow(client, places.remove(UidSet.range(1, 200)), false);
        assertThat(client).isEmpty();
    }

    @Test
    void inTheOrderOfTheMailboxThereAreNoPlaces() throws StoreException {
        ResultPlaces places = new ResultPlaces(Results.of(UidSet.range(1, 3)), Optional.empty());
        Moved in = added(places, UidSet.range(5, 6));
        assertThat(in.places()).isEmpty();
        assertThat(in.uids().toSet()).isEqualTo(UidSet.range(5, 6));
        assertThat(places.remove(UidSet.of(2)).places()).isEmpty();
        assertThat(places.members().toString()).isEqualTo("1,3,5:6");
    }
}
