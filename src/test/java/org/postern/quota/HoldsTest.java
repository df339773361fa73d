package org.postern.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.postern.store.Problem;
import org.postern.store.StorageUse;
import org.postern.store.StoreException;

final class HoldsTest {
    private static final Amount SIX = new Amount(6, 1);
    private static final Amount FIVE = new Amount(5, 1);

    private final AtomicLong used = new AtomicLong();
    private final CountDownLatch readTwice = new CountDownLatch(2);

    /** A limit of ten octets; counts its readings, so that a test knows when somebody has begun to wait. */
    private StorageUse ten() {
        readTwice.countDown();
        return new StorageUse(used.get(), 0, OptionalLong.of(10), OptionalLong.empty());
    }

    @Test
    void whatDoesNotFitBesideWhatIsThereIsFullAtOnce() {
        Holds holds = new Holds(Duration.ofDays(1));
        used.set(5);
        assertThatThrownBy(() -> holds.hold(SIX, this::ten)).isInstanceOf(Holds.Full.class);
        assertThatThrownBy(() -> holds.check(SIX, this::ten)).isInstanceOf(Holds.Full.class);
    }

    @Test
    void whereOnlyAHoldIsInTheWayPatienceDecides() throws Exception {
        Holds holds = new Holds(Duration.ZERO);
        holds.hold(SIX, this::ten);
        StoreException busy = catchThrowableOfType(StoreException.class, () -> holds.hold(FIVE, this::ten));
        assertThat(busy.problem()).isEqualTo(Problem.IN_USE);
        assertThat(holds.check(FIVE, this::ten).octets()).isZero();
    }

    @Test
    void aHoldThatIsDroppedMakesRoomForTheOneWhoWaits() throws Exception {
        Holds holds = new Holds(Duration.ofSeconds(60));
        holds.hold(SIX, this::ten);
        CompletableFuture<String> other = waiting(holds);
        holds.drop(SIX, () -> {});
        assertThat(other.get(60, TimeUnit.SECONDS)).isEqualTo("held");
    }

    @Test
    void aHoldThatIsKeptLeavesTheOneWhoWaitsWithout() throws Exception {
        Holds holds = new Holds(Duration.ofSeconds(60));
        holds.hold(SIX, this::ten);
        CompletableFuture<String> other = waiting(holds);
        used.set(6); // placed, and counted twice for a moment
        holds.drop(SIX, () -> {});
        assertThat(other.get(60, TimeUnit.SECONDS)).isEqualTo("full at 6");
    }

    @Test
    void anInterruptedWaitEndsAsUnavailable() throws Exception {
        Holds holds = new Holds(Duration.ofSeconds(60));
        holds.hold(SIX, this::ten);
        Thread.currentThread().interrupt();
        StoreException ended = catchThrowableOfType(StoreException.class, () -> holds.hold(FIVE, this::ten));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(ended.problem()).isEqualTo(Problem.UNAVAILABLE);
    }

    private CompletableFuture<String> waiting(Holds holds) throws InterruptedException {
        CompletableFuture<String> outcome = CompletableFuture.supplyAsync(() -> {
            try {
                holds.hold(FIVE, this::ten);
                return "held";
            } catch (Holds.Full full) {
                return "full at " + full.use().octets();
            } catch (StoreException e) {
                return e.problem().name();
            }
        });
        assertThat(readTwice.await(60, TimeUnit.SECONDS)).isTrue();
        return outcome;
    }
}
