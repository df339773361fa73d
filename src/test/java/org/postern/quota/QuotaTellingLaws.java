package org.postern.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.Parallel;
import org.postern.store.Problem;
import org.postern.store.UidSet;

/** Thresholds are told once in each direction, and that mail was refused until there is room again. */
interface QuotaTellingLaws extends QuotaLaws {
    @Test
    default void aThresholdIsToldOnceInEachDirection() throws Exception {
        limits().user(ALICE, Allowance.ofOctets(1000));
        UidSet first = put(inbox(), 799);
        assertThat(log().take()).isEmpty();
        UidSet second = put(inbox(), 1);
        put(inbox(), 10);
        put(inbox(), 139);
        assertThat(log().take()).containsExactly("alice 80");
        put(inbox(), 1);
        assertThat(log().take()).containsExactly("alice 95");
        inbox().expunge(second);
        inbox().expunge(second);
        assertThat(log().take()).containsExactly("alice below 95");
        put(inbox(), 1);
        assertThat(log().take()).containsExactly("alice 95");
        inbox().expunge(first);
        assertThat(log().take()).containsExactly("alice below 80");
        put(inbox(), 10);
        put(inbox(), 800);
        assertThat(log().take()).containsExactly("alice 95");
        alice().delete(name("Trash"));
        limits().user(ALICE, Allowance.ofOctets(10_000));
        alice().recalculate();
        assertThat(log().take()).containsExactly("alice below 80");
    }

    @Test
    default void whatIsFoundByCountingAgainIsToldInEachDirection() throws Exception {
        limits().user(ALICE, Allowance.ofOctets(1000));
        put(inbox(), 700);
        UidSet past = put(store().unguarded(), store().unguarded().open(ALICE).open(MailboxName.INBOX), 200);
        assertThat(log().take()).isEmpty();
        alice().recalculate();
        assertThat(log().take()).containsExactly("alice 80");
        store().unguarded().open(ALICE).open(MailboxName.INBOX).expunge(past);
        alice().recalculate();
        assertThat(log().take()).containsExactly("alice below 80");
    }

    @Test
    default void whatWasToldIsKnownToTheNextServer() throws Exception {
        limits().user(ALICE, Allowance.ofOctets(1000));
        UidSet first = put(inbox(), 900);
        assertThat(log().take()).containsExactly("alice 80");
        QuotaLog later = new QuotaLog();
        QuotaStore again = new QuotaStore(store().unguarded(), limits(), later);
        Mailbox inbox = again.open(ALICE).open(MailboxName.INBOX);
        put(again, inbox, 10);
        assertThat(later.take()).isEmpty();
        put(again, inbox, 50);
        assertThat(later.take()).containsExactly("alice 95");
        assertThat(problem(() -> put(again, inbox, 500))).isEqualTo(Problem.OVER_QUOTA);
        later.take();
        QuotaLog last = new QuotaLog();
        QuotaStore third = new QuotaStore(store().unguarded(), limits(), last);
        assertThat(third.open(ALICE).alarm()).hasValueSatisfying(alarm -> {
            assertThat(alarm.use().octets()).isEqualTo(960);
            assertThat(alarm.refusing()).isTrue();
        });
        third.open(ALICE).open(MailboxName.INBOX).expunge(first);
        assertThat(last.take()).containsExactly("alice below 80", "alice relieved at 6");
        assertThat(third.open(ALICE).alarm()).isEmpty();
    }

    @Test
    default void aRefusalIsOverWhenUsageIsBelowTheLastThreshold() throws Exception {
        limits().user(ALICE, Allowance.ofOctets(1000));
        UidSet first = put(inbox(), 940);
        assertThat(problem(() -> put(inbox(), 100))).isEqualTo(Problem.OVER_QUOTA);
        assertThat(store().open(ALICE).alarm()).as("small messages still fit").isEmpty();
        UidSet second = put(inbox(), 20, 20);
        assertThat(store().open(ALICE).alarm())
                .hasValueSatisfying(alarm -> assertThat(alarm.refusing()).isFalse());
        assertThat(problem(() -> put(inbox(), 100))).isEqualTo(Problem.OVER_QUOTA);
        assertThat(problem(() -> alice().requireRoom(100))).isEqualTo(Problem.OVER_QUOTA);
        log().take();
        inbox().expunge(UidSet.of(second.max()));
        assertThat(log().take()).isEmpty();
        inbox().expunge(UidSet.of(second.min()));
        assertThat(log().take()).containsExactly("alice below 95", "alice relieved at 94");
        inbox().expunge(first);
        assertThat(log().take()).containsExactly("alice below 80");
    }

    @Test
    default void withoutThresholdsOnlyRefusalsAreTold() throws Exception {
        limits().warnAt(List.of()).user(ALICE, Allowance.ofMessages(2));
        UidSet uids = put(inbox(), 1, 1);
        assertThat(alice().alarm()).isEmpty();
        assertThat(problem(() -> put(inbox(), 1))).isEqualTo(Problem.OVER_QUOTA);
        assertThat(alice().alarm()).isPresent();
        log().take();
        inbox().expunge(uids);
        assertThat(log().take()).containsExactly("alice relieved at 0");
        assertThat(alice().alarm()).isEmpty();
    }

    @Test
    default void aNewAccountHasBeenToldNothing() throws Exception {
        limits().user(ALICE, Allowance.ofOctets(1000));
        put(inbox(), 900);
        store().remove(ALICE);
        log().take();
        put(inbox(), 900);
        assertThat(log().take()).containsExactly("alice 80");
    }

    @Test
    default void manyDeliveriesAndRemovalsAtOnceTellAsManyCrossingsDownAsUp() throws Exception {
        limits().user(ALICE, Allowance.ofMessages(100));
        put(inbox(), new int[79]);
        for (int round = 0; round < 5; round++) {
            Parallel.run(8, i -> () -> {
                UidSet uids = put(inbox(), 1);
                return inbox().expunge(uids);
            });
        }
        List<String> told = log().take();
        assertThat(told).containsOnly("alice 80", "alice below 80");
        assertThat(told.stream().filter("alice 80"::equals).count() * 2).isEqualTo(told.size());
    }

    @Test
    default void copiesCrossThresholdsAndSoDoesASharedPool() throws Exception {
        limits().user(ALICE, Allowance.NONE)
                .user(BOB, Allowance.ofMessages(10))
                .domain("example.org", Allowance.ofOctets(1000));
        UidSet uids = put(inbox(), 400);
        inbox().copy(uids, inbox());
        assertThat(log().take()).containsExactly("alice 80");
        put(inbox(BOB), 1, 1, 1, 1, 1, 1, 1);
        put(inbox(BOB), 1);
        assertThat(log().take()).containsExactly("bob 80");
    }

    @Test
    default void whoLogsInHearsThatOthersFilledWhatHeShares() throws Exception {
        limits().user(ALICE, Allowance.NONE).user(BOB, Allowance.NONE).domain("example.org", Allowance.ofOctets(1000));
        UidSet uids = put(inbox(BOB), 970);
        assertThat(log().take()).containsExactly("bob 95");
        assertThat(alice().alarm())
                .hasValueSatisfying(alarm -> assertThat(alarm.use().octets()).isEqualTo(970));
        assertThat(log().take()).containsExactly("alice 95");
        inbox(BOB).expunge(uids);
        assertThat(alice().alarm()).isEmpty();
        assertThat(log().take()).containsExactly("bob below 80", "alice below 80");
    }
}
