package org.postern.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.Problem;
import org.postern.store.StorageUse;
import org.postern.store.SystemFlag;
import org.postern.store.UidSet;
import org.postern.store.UserName;

/** What fits is placed, to the last octet and message, and what does not is refused as a whole. */
interface QuotaAdmissionLaws extends QuotaLaws {
    @Test
    default void whatDoesNotFitIsRefusedAndTold() throws Exception {
        limits().user(ALICE, Allowance.ofOctets(1000));
        put(inbox(), 700);
        assertThat(problem(() -> put(inbox(), 301))).isEqualTo(Problem.OVER_QUOTA);
        assertThat(problem(() -> put(inbox(), 150, 151))).isEqualTo(Problem.OVER_QUOTA);
        assertThat(log().take()).containsExactly("alice refused 301 into 700", "alice refused 301 into 700");
        put(inbox(), 150, 150);
        assertThat(alice().use().octets()).isEqualTo(1000);
        assertThat(problem(() -> put(inbox(), 1))).isEqualTo(Problem.OVER_QUOTA);
    }

    @Test
    default void messagesAreLimitedToo() throws Exception {
        limits().user(ALICE, Allowance.ofMessages(2));
        put(inbox(), 0);
        assertThat(problem(() -> put(inbox(), 1, 1))).isEqualTo(Problem.OVER_QUOTA);
        put(inbox(), 1);
        assertThat(problem(() -> put(inbox(), 0))).isEqualTo(Problem.OVER_QUOTA);
        assertThat(problem(() -> inbox().copy(UidSet.of(1), inbox()))).isEqualTo(Problem.OVER_QUOTA);
    }

    @Test
    default void roomIsTheSameQuestionBeforehand() throws Exception {
        limits().user(ALICE, Allowance.ofOctets(1000));
        put(inbox(), 700);
        alice().requireRoom(300);
        assertThat(problem(() -> alice().requireRoom(301))).isEqualTo(Problem.OVER_QUOTA);
        assertThat(problem(() -> alice().requireRoom(Long.MAX_VALUE))).isEqualTo(Problem.OVER_QUOTA);
        assertThat(log().take()).hasSize(2);
        limits().user(ALICE, Allowance.ofOctets(600));
        assertThat(problem(() -> alice().requireRoom(0))).isEqualTo(Problem.OVER_QUOTA);
        store().open(BOB).requireRoom(Long.MAX_VALUE);
    }

    @Test
    default void copiesCountAndMovesInsideTheAccountDoNot() throws Exception {
        limits().user(ALICE, Allowance.ofOctets(1000));
        Mailbox work = created("Work");
        UidSet uids = put(inbox(), 300, 300);
        assertThat(problem(() -> inbox().copy(uids, work))).isEqualTo(Problem.OVER_QUOTA);
        assertThat(work.refresh().isEmpty()).isTrue();
        inbox().copy(UidSet.of(uids.min()), work);
        limits().user(ALICE, Allowance.ofOctets(500));
        assertThat(inbox().move(UidSet.ALL, work).source()).isEqualTo(uids);
        assertThat(inbox().copy(UidSet.ALL, work).source()).isEqualTo(UidSet.NONE);
        assertThat(alice().use().octets()).isEqualTo(900);
    }

    @Test
    default void moveIntoAFullAccountLeavesTheSourceAlone() throws Exception {
        limits().user(BOB, Allowance.ofOctets(500));
        UidSet uids = put(inbox(), 300, 300);
        assertThat(problem(() -> inbox().move(uids, inbox(BOB)))).isEqualTo(Problem.OVER_QUOTA);
        assertThat(inbox().refresh().uids()).isEqualTo(uids);
        inbox().move(UidSet.of(uids.min()), inbox(BOB));
        assertThat(List.of(alice().use().octets(), store().open(BOB).use().octets()))
                .containsExactly(300L, 300L);
    }

    @Test
    default void overTheLimitEverythingButAddingGoesOn() throws Exception {
        UidSet uids = put(inbox(), 500, 500);
        limits().user(ALICE, Allowance.ofOctets(100));
        add(inbox(), uids, Flags.of(SystemFlag.SEEN));
        assertThat(octets(inbox(), uids.min())).hasSize(500);
        alice().create(name("Work"), Optional.empty());
        inbox().expunge(UidSet.of(uids.min()));
        assertThat(problem(() -> put(inbox(), 1))).isEqualTo(Problem.OVER_QUOTA);
        inbox().expunge(UidSet.ALL);
        put(inbox(), 100);
    }

    @Test
    default void limitsShowInUsage() throws Exception {
        put(inbox(), 10);
        assertThat(alice().use()).isEqualTo(StorageUse.unlimited(10, 1));
        limits().domain("example.org", Allowance.ofOctets(9000));
        assertThat(alice().use().octetLimit()).hasValue(9000);
        limits().user(ALICE, Allowance.ofMessages(7));
        assertThat(alice().recalculate().messageLimit()).hasValue(7);
        assertThat(alice().use().octetLimit()).hasValue(9000);
        assertThat(store().useOf("example.org").octetLimit()).hasValue(9000);
    }

    @Test
    default void mailPastTheQuotaCountsButIsNotRefused() throws Exception {
        limits().user(ALICE, Allowance.ofOctets(100));
        put(inbox(), 100);
        put(store().unguarded().open(ALICE).open(MailboxName.INBOX), 50);
        assertThat(alice().use().octets()).isEqualTo(150);
        assertThat(problem(() -> put(inbox(), 1))).isEqualTo(Problem.OVER_QUOTA);
        limits().domain("example.org", Allowance.ofOctets(1000));
        assertThat(store().useOf("example.org").octets()).isEqualTo(150);
        put(store().unguarded().open(ALICE).open(MailboxName.INBOX), 50);
        assertThat(store().useOf("example.org").octets()).isEqualTo(200);
    }

    @Test
    default void sixtyFourDeliveriesAtOnceFillAMailboxToTheLastOctetAndNoFurther() throws Exception {
        for (int round = 0; round < 5; round++) {
            UserName user = UserName.of("edge" + round + "@example.org");
            limits().user(user, Allowance.ofOctets(10_000));
            put(inbox(user), 400);
            long placed = deliverAtOnce(64, i -> user, 960);
            assertThat(placed).isEqualTo(10);
            assertThat(store().open(user).use().octets()).isEqualTo(10_000);
            assertThat(log().take().stream().filter(l -> l.contains("refused"))).hasSize(54);
        }
    }
}
