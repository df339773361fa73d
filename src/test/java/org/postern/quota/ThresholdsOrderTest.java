package org.postern.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.postern.store.StorageUse;
import org.postern.store.UserName;

/** Who is slow in telling is not overtaken by what happens meanwhile. */
final class ThresholdsOrderTest {
    private static final UserName ALICE = UserName.of("alice@one.example");

    private final AtomicLong octets = new AtomicLong();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    private final class SlowListener implements QuotaListener {
        @Override
        public void crossed(UserName user, int percent, StorageUse use) {
            begun.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            told.add("crossed " + percent);
        }

        @Override
        public void receded(UserName user, int percent, StorageUse use) {
            told.add("below " + percent);
        }

        @Override
        public void relieved(UserName user, StorageUse use) {}

        @Override
        public void refused(UserName user, long size, StorageUse use) {}
    }

    @Test
    void whatIsToldComesInOrder() throws Exception {
        FixedLimits limits = new FixedLimits().user(ALICE, Allowance.ofOctets(100));
        QuotaRules rules = new QuotaRules(
                limits,
                new SlowListener(),
                user -> StorageUse.unlimited(0, 0),
                (user, attempt) -> {},
                TellingNotes.NONE,
                QuotaStore.PATIENCE);
        Thresholds thresholds = new Thresholds(
                ALICE, rules, () -> limits.of(ALICE).around(StorageUse.unlimited(octets.get(), 1)), () -> {});
        octets.set(85);
        Thread filling = new Thread(thresholds::look);
        filling.start();
        begun.await();
        octets.set(0);
        Thread emptying = new Thread(thresholds::look);
        emptying.start();
        await().until(() -> emptying.getState() == Thread.State.WAITING || !told.isEmpty());
        goOn.countDown();
        filling.join();
        emptying.join();
        assertThat(told).containsExactly("crossed 80", "below 80");
    }
}
