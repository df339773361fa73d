package org.postern.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.postern.store.Actor;
import org.postern.store.Arrival;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.Parallel;
import org.postern.store.Problem;
import org.postern.store.StorageUse;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/** What holds besides the limits: more for some mailboxes, nothing counted in others, grace, and limits of other things. */
interface QuotaRuleLaws extends QuotaLaws {
    private static UserRules rules(FolderRules.Rule... rules) {
        return new UserRules(
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Share.NONE,
                new FolderRules(List.of(rules)));
    }

    private Mailbox asDelivery() throws StoreException {
        return store().open(ALICE, Actor.delivery("lmtp", "d1")).open(MailboxName.INBOX);
    }

    private Arrival arrival(int size) throws StoreException {
        return new Arrival(spooled(new byte[size]), Flags.NONE, NOON);
    }

    @Test
    default void moreMayGoToSomeMailboxes() throws Exception {
        limits().user(ALICE, new Allowance(OptionalLong.of(1000), OptionalLong.of(10)))
                .rules(rules(new FolderRules.Rule(name("Trash"), Optional.of(new Share(0, 10)))));
        UidSet uids = put(inbox(), 901);
        Mailbox trash = alice().open(name("Trash"));
        assertThat(problem(() -> put(inbox(), 100))).isEqualTo(Problem.OVER_QUOTA);
        assertThat(problem(() -> put(trash, 200))).isEqualTo(Problem.OVER_QUOTA);
        put(trash, 199);
        assertThat(alice().use()).isEqualTo(new StorageUse(1100, 2, OptionalLong.of(1000), OptionalLong.of(10)));
        Mailbox below = created("Trash/Old");
        assertThat(problem(() -> put(below, 1))).isEqualTo(Problem.OVER_QUOTA);
        inbox().expunge(uids);
        put(below, 901);
        limits().user(ALICE, Allowance.ofMessages(2));
        assertThat(problem(() -> put(trash, 1))).as("a tenth of two is nothing").isEqualTo(Problem.OVER_QUOTA);
        limits().user(ALICE, Allowance.ofOctets(Long.MAX_VALUE - 1))
                .rules(rules(new FolderRules.Rule(name("Trash"), Optional.of(new Share(1, 1000)))));
        alice().requireRoom(name("Trash"), 1, 1);
    }

    @Test
    default void ignoredMailboxesCountForNothingUntilMailLeavesThem() throws Exception {
        limits().user(ALICE, Allowance.ofOctets(1000))
                .user(BOB, Allowance.NONE)
                .domain("example.org", Allowance.ofOctets(1500))
                .rules(rules(new FolderRules.Rule(name("Junk"), Optional.empty())));
        Mailbox junk = alice().open(name("Junk"));
        put(junk, 5000);
        put(junk, 600, 600);
        assertThat(alice().use().octets()).isZero();
        assertThat(store().useOf("example.org").octets()).isZero();
        put(inbox(), 900);
        assertThat(problem(() -> junk.move(UidSet.of(2), inbox()))).isEqualTo(Problem.OVER_QUOTA);
        assertThat(problem(() -> junk.copy(UidSet.of(2), inbox()))).isEqualTo(Problem.OVER_QUOTA);
        assertThat(problem(() -> put(inbox(BOB), 601))).isEqualTo(Problem.OVER_QUOTA);
        inbox().move(UidSet.ALL, junk);
        assertThat(alice().use().octets()).isZero();
        junk.move(UidSet.of(2), inbox());
        assertThat(alice().use().octets()).isEqualTo(600);
        assertThat(problem(() -> junk.move(UidSet.of(3), inbox()))).isEqualTo(Problem.OVER_QUOTA);
        put(inbox(BOB), 900);
    }

    @Test
    default void whatCountsForNothingHasRoomHoweverFullTheRestIs() throws Exception {
        limits().user(ALICE, Allowance.ofOctets(1000))
                .domain("example.org", Allowance.ofOctets(1000))
                .rules(rules(new FolderRules.Rule(name("Junk"), Optional.empty())));
        put(inbox(), 900);
        limits().user(ALICE, Allowance.ofOctets(500)).domain("example.org", Allowance.ofOctets(500));
        alice().requireRoom(name("Junk"), 5000, 1);
        put(alice().open(name("Junk")), 5000);
        assertThat(problem(() -> alice().requireRoom(MailboxName.INBOX, 1, 1))).isEqualTo(Problem.OVER_QUOTA);
    }

    @Test
    default void aNewNameThatMakesMailCountIsToldInEachDirection() throws Exception {
        limits().user(ALICE, Allowance.ofOctets(1000))
                .rules(rules(new FolderRules.Rule(name("Junk"), Optional.empty())));
        put(alice().open(name("Junk")), 900);
        assertThat(log().take()).isEmpty();
        alice().rename(name("Junk"), name("Spam"));
        assertThat(log().take()).containsExactly("alice 80");
        alice().rename(name("Spam"), name("Junk"));
        assertThat(log().take()).containsExactly("alice below 80");
    }

    @Test
    default void oneDeliveredMessageMayCrossTheLimit() throws Exception {
        limits().user(ALICE, Allowance.ofOctets(1000))
                .rules(new UserRules(
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        new Share(0, 10),
                        FolderRules.NONE));
        put(asDelivery(), 999);
        assertThat(problem(() -> put(inbox(), 101))).as("no delivery").isEqualTo(Problem.OVER_QUOTA);
        assertThat(problem(() -> put(asDelivery(), 102))).isEqualTo(Problem.OVER_QUOTA);
        assertThat(problem(() -> put(asDelivery(), 50, 51))).isEqualTo(Problem.OVER_QUOTA);
        store().open(ALICE, Actor.delivery("lmtp", "d1")).requireRoom(101);
        put(asDelivery(), 101);
        assertThat(problem(() -> put(asDelivery(), 1))).isEqualTo(Problem.OVER_QUOTA);
    }

    @Test
    default void ofManyDeliveriesAtOnceOneCrosses() throws Exception {
        limits().user(ALICE, Allowance.ofOctets(1000))
                .rules(new UserRules(
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        new Share(300, 0),
                        FolderRules.NONE));
        List<Boolean> placed = Parallel.run(16, i -> () -> {
            try {
                return !put(asDelivery(), 280).isEmpty();
            } catch (StoreException e) {
                return false;
            }
        });
        assertThat(placed.stream().filter(p -> p)).hasSize(4);
        assertThat(alice().use().octets()).isEqualTo(1120);
    }

    @Test
    default void mailboxesAreLimited() throws Exception {
        int made = alice().mailboxes().size();
        limits().rules(new UserRules(
                OptionalLong.of(made + 2), OptionalLong.empty(), OptionalLong.empty(), Share.NONE, FolderRules.NONE));
        List<Boolean> created = Parallel.run(8, i -> () -> {
            try {
                return alice().create(name("Work" + i), Optional.empty()) != null;
            } catch (StoreException e) {
                assertThat(e.problem()).isEqualTo(Problem.LIMIT);
                return false;
            }
        });
        assertThat(created.stream().filter(c -> c)).hasSize(2);
        assertThat(problem(() -> alice().rename(MailboxName.INBOX, name("Past"))))
                .isEqualTo(Problem.LIMIT);
        alice().rename(name("Trash"), name("Bin"));
        alice().delete(name("Bin"));
        alice().rename(MailboxName.INBOX, name("Past"));
        assertThat(alice().mostMailboxes()).hasValue(made + 2);
    }

    @Test
    default void messagesOfAMailboxAreLimited() throws Exception {
        limits().rules(new UserRules(
                OptionalLong.empty(), OptionalLong.of(10), OptionalLong.empty(), Share.NONE, FolderRules.NONE));
        Mailbox work = created("Work");
        long placed = deliverAtOnce(32, i -> ALICE, 5);
        assertThat(placed).isEqualTo(10);
        assertThat(problem(() -> store().open(ALICE).requireRoom(1))).isEqualTo(Problem.OVER_QUOTA);
        store().open(ALICE).requireRoom(name("Work"), 1, 10);
        assertThat(problem(() -> inbox().copy(UidSet.of(1), inbox()))).isEqualTo(Problem.OVER_QUOTA);
        put(work, 1);
        assertThat(problem(() -> inbox().move(UidSet.ALL, work))).isEqualTo(Problem.OVER_QUOTA);
        inbox().move(UidSet.range(1, 9), work);
        assertThat(work.refresh().size()).isEqualTo(10);
        assertThat(problem(() -> put(work, 1))).isEqualTo(Problem.OVER_QUOTA);
        alice().delete(name("Work"));
        put(created("Work"), 1, 1);
    }

    @Test
    default void aMessageMayBeTooBigForAUser() throws Exception {
        limits().rules(new UserRules(
                OptionalLong.empty(), OptionalLong.empty(), OptionalLong.of(100), Share.NONE, FolderRules.NONE));
        put(inbox(), 100, 100);
        assertThat(problem(() -> put(inbox(), 1, 101))).isEqualTo(Problem.TOO_BIG);
        assertThat(problem(() -> alice().requireRoom(101))).isEqualTo(Problem.TOO_BIG);
        assertThat(problem(() -> inbox().replace(1, arrival(101), inbox()))).isEqualTo(Problem.TOO_BIG);
        assertThat(inbox().refresh().size()).isEqualTo(2);
    }
}
