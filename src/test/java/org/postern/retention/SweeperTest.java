package org.postern.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.postern.MovableClock;
import org.postern.retention.Sweeper.Pace;
import org.postern.retention.Sweeper.Progress;
import org.postern.store.Account;
import org.postern.store.Problem;
import org.postern.store.StoreException;
import org.postern.store.UserName;
import org.postern.store.memory.MemoryStore;

final class SweeperTest {
    private static final Pace PACE = new Pace(Duration.ofHours(6), Duration.ofHours(1), 2);

    private final MovableClock clock = new MovableClock();
    private final MemoryStore store = new MemoryStore(Clock.systemUTC());
    private final List<String> looked = new ArrayList<>();
    private final Set<String> idle = new HashSet<>();
    private final Set<String> broken = new HashSet<>();
    private final Kept kept = new Kept();
    private List<UserName> users = names(5);

    /** As a file would. */
    private static final class Kept implements Sweeper.Bookmark {
        private Optional<Progress> progress = Optional.empty();

        @Override
        public Optional<Progress> read() {
            return progress;
        }

        @Override
        public void write(Progress now) {
            progress = Optional.of(now);
        }
    }

    private final class Look implements Duty {
        @Override
        public boolean concerns(UserName user) {
            return !idle.contains(user.localPart());
        }

        @Override
        public long perform(Account account) throws StoreException {
            looked.add(account.user().localPart());
            if (broken.contains(account.user().localPart())) {
                throw new StoreException(Problem.UNAVAILABLE, "broken");
            }
            return 0;
        }
    }

    /** In no order. */
    private static List<UserName> names(int count) {
        return IntStream.range(0, count)
                .map(i -> (i * 7) % count)
                .mapToObj(i -> UserName.of((char) ('a' + i) + "@example.org"))
                .toList();
    }

    private Sweeper sweeper(Duty... duties) {
        return new Sweeper(() -> users, store, List.of(duties), kept, clock, PACE);
    }

    private List<String> steps(Sweeper sweeper, int count) {
        looked.clear();
        IntStream.range(0, count).forEach(i -> sweeper.step());
        return List.copyOf(looked);
    }

    @Test
    void aRoundGoesThroughAllInSteps() {
        Sweeper sweeper = sweeper(new Look());
        assertThat(steps(sweeper, 1)).containsExactly("a", "b");
        assertThat(steps(sweeper, 1)).containsExactly("c", "d");
        assertThat(steps(sweeper, 9)).containsExactly("e");
        clock.advance(Duration.ofHours(6).minusSeconds(1));
        assertThat(steps(sweeper, 1)).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(steps(sweeper, 4)).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void manyAccountsMakeLargeSteps() {
        users = names(26);
        assertThat(steps(sweeper(new Look()), 1)).hasSize(5);
    }

    @Test
    void aRestartGoesOnWhereTheRoundWas() {
        assertThat(steps(sweeper(new Look()), 1)).containsExactly("a", "b");
        assertThat(steps(sweeper(new Look()), 5)).containsExactly("c", "d", "e");
        assertThat(steps(sweeper(new Look()), 5)).isEmpty();
    }

    @Test
    void aClockThatIsSetBackBeginsANewRound() {
        steps(sweeper(new Look()), 5);
        clock.advance(Duration.ofDays(-400));
        assertThat(steps(sweeper(new Look()), 5)).hasSize(5);
    }

    @Test
    void whoComesAndGoesMeanwhileChangesNothingForOthers() {
        Sweeper sweeper = sweeper(new Look());
        assertThat(steps(sweeper, 1)).containsExactly("a", "b");
        users = List.of(UserName.of("aa@example.org"), UserName.of("c@example.org"), UserName.of("z@example.org"));
        assertThat(steps(sweeper, 5)).containsExactly("c", "z");
    }

    @Test
    void whileUsersAreNotKnownTheRoundWaits() {
        Sweeper sweeper = sweeper(new Look());
        steps(sweeper, 1);
        List<UserName> all = users;
        users = List.of();
        assertThat(steps(sweeper, 3)).isEmpty();
        users = all;
        assertThat(steps(sweeper, 3)).containsExactly("c", "d", "e");
    }

    @Test
    void oneAccountThatFailsKeepsNoOtherFromItsTurn() {
        broken.addAll(List.of("a", "d"));
        assertThat(steps(sweeper(new Look()), 5)).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void accountsThatNoDutyConcernsAreNotOpened() {
        idle.addAll(List.of("a", "c"));
        assertThat(steps(sweeper(new Look(), new Look()), 5)).containsExactly("b", "b", "d", "d", "e", "e");
    }

    @Test
    void afterItsEndNothingIsDone() {
        Sweeper sweeper = sweeper(new Look());
        sweeper.end();
        assertThat(steps(sweeper, 5)).isEmpty();
        assertThat(kept.read()).isEmpty();
    }
}
