package org.postern.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postern.store.Actor;
import org.postern.store.Arrival;
import org.postern.store.Flags;
import org.postern.store.MailStore;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.Parallel;
import org.postern.store.Problem;
import org.postern.store.Spool;
import org.postern.store.SpooledMessage;
import org.postern.store.StorageUse;
import org.postern.store.StoreException;
import org.postern.store.StoreLaws;
import org.postern.store.SystemFlag;
import org.postern.store.UidSet;
import org.postern.store.UserName;

/** What quotas admit and tell, around any store. */
public abstract class QuotaStoreContract implements StoreLaws {
    private static final UserName CAROL = UserName.of("carol@elsewhere.org");

    private final FixedLimits limits = new FixedLimits();
    private final QuotaLog log = new QuotaLog();
    private QuotaStore store;

    /** A fresh, empty store for the quota to go around. */
    protected abstract MailStore inside() throws Exception;

    @BeforeEach
    void open() throws Exception {
        store = new QuotaStore(inside(), limits, log);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    public MailStore store() {
        return store;
    }

    /** Places messages of these sizes in one call. */
    private static UidSet put(MailStore store, Mailbox mailbox, int... sizes) throws StoreException {
        List<Arrival> arrivals = new ArrayList<>();
        for (int size : sizes) {
            try (Spool spool = store.spool()) {
                spool.write(ByteBuffer.allocate(size));
                SpooledMessage message = spool.seal();
                arrivals.add(new Arrival(message, Flags.NONE, NOON));
            }
        }
        try {
            return mailbox.append(arrivals);
        } finally {
            arrivals.forEach(a -> a.message().close());
        }
    }

    private Mailbox inbox(UserName user) throws StoreException {
        return store.open(user).open(MailboxName.INBOX);
    }

    @Test
    void whatDoesNotFitIsRefusedAndTold() throws Exception {
        limits.user(ALICE, Allowance.ofOctets(1000));
        put(store, inbox(), 700);
        assertThat(problem(() -> put(store, inbox(), 301))).isEqualTo(Problem.OVER_QUOTA);
        assertThat(problem(() -> put(store, inbox(), 150, 151))).isEqualTo(Problem.OVER_QUOTA);
        assertThat(log.take()).containsExactly("alice refused 301 into 700", "alice refused 301 into 700");
        put(store, inbox(), 150, 150);
        assertThat(alice().use().octets()).isEqualTo(1000);
        assertThat(problem(() -> put(store, inbox(), 1))).isEqualTo(Problem.OVER_QUOTA);
    }

    @Test
    void messagesAreLimitedToo() throws Exception {
        limits.user(ALICE, Allowance.ofMessages(2));
        put(store, inbox(), 0);
        assertThat(problem(() -> put(store, inbox(), 1, 1))).isEqualTo(Problem.OVER_QUOTA);
        put(store, inbox(), 1);
        assertThat(problem(() -> put(store, inbox(), 0))).isEqualTo(Problem.OVER_QUOTA);
        assertThat(problem(() -> inbox().copy(UidSet.of(1), inbox()))).isEqualTo(Problem.OVER_QUOTA);
    }

    @Test
    void roomIsTheSameQuestionBeforehand() throws Exception {
        limits.user(ALICE, Allowance.ofOctets(1000));
        put(store, inbox(), 700);
        alice().requireRoom(300);
        assertThat(problem(() -> alice().requireRoom(301))).isEqualTo(Problem.OVER_QUOTA);
        assertThat(problem(() -> alice().requireRoom(Long.MAX_VALUE))).isEqualTo(Problem.OVER_QUOTA);
        assertThat(log.take()).hasSize(2);
        limits.user(ALICE, Allowance.ofOctets(600));
        assertThat(problem(() -> alice().requireRoom(0))).isEqualTo(Problem.OVER_QUOTA);
        store.open(BOB).requireRoom(Long.MAX_VALUE);
    }

    @Test
    void copiesCountAndMovesInsideTheAccountDoNot() throws Exception {
        limits.user(ALICE, Allowance.ofOctets(1000));
        Mailbox work = created("Work");
        UidSet uids = put(store, inbox(), 300, 300);
        assertThat(problem(() -> inbox().copy(uids, work))).isEqualTo(Problem.OVER_QUOTA);
        assertThat(work.refresh().isEmpty()).isTrue();
        inbox().copy(UidSet.of(uids.min()), work);
        limits.user(ALICE, Allowance.ofOctets(500));
        assertThat(inbox().move(UidSet.ALL, work).source()).isEqualTo(uids);
        assertThat(inbox().copy(UidSet.ALL, work).source()).isEqualTo(UidSet.NONE);
        assertThat(alice().use().octets()).isEqualTo(900);
    }

    @Test
    void moveIntoAFullAccountLeavesTheSourceAlone() throws Exception {
        limits.user(BOB, Allowance.ofOctets(500));
        UidSet uids = put(store, inbox(), 300, 300);
        assertThat(problem(() -> inbox().move(uids, inbox(BOB)))).isEqualTo(Problem.OVER_QUOTA);
        assertThat(inbox().refresh().uids()).isEqualTo(uids);
        inbox().move(UidSet.of(uids.min()), inbox(BOB));
        assertThat(List.of(alice().use().octets(), store.open(BOB).use().octets()))
                .containsExactly(300L, 300L);
    }

    @Test
    void overTheLimitEverythingButAddingGoesOn() throws Exception {
        UidSet uids = put(store, inbox(), 500, 500);
        limits.user(ALICE, Allowance.ofOctets(100));
        add(inbox(), uids, Flags.of(SystemFlag.SEEN));
        assertThat(octets(inbox(), uids.min())).hasSize(500);
        alice().create(name("Work"), Optional.empty());
        inbox().expunge(UidSet.of(uids.min()));
        assertThat(problem(() -> put(store, inbox(), 1))).isEqualTo(Problem.OVER_QUOTA);
        inbox().expunge(UidSet.ALL);
        put(store, inbox(), 100);
    }

    @Test
    void limitsShowInUsage() throws Exception {
        put(store, inbox(), 10);
        assertThat(alice().use()).isEqualTo(StorageUse.unlimited(10, 1));
        limits.domain("example.org", Allowance.ofOctets(9000));
        assertThat(alice().use().octetLimit()).hasValue(9000);
        limits.user(ALICE, Allowance.ofMessages(7));
        assertThat(alice().recalculate().messageLimit()).hasValue(7);
        assertThat(alice().use().octetLimit()).hasValue(9000);
        assertThat(store.useOf("example.org").octetLimit()).hasValue(9000);
    }

    @Test
    void unlimitedUsersShareTheDomainAndItIsEverybodysCeiling() throws Exception {
        limits.user(ALICE, Allowance.NONE)
                .user(BOB, Allowance.ofOctets(5000))
                .domain("example.org", Allowance.ofOctets(1000));
        put(store, inbox(BOB), 400);
        put(store, inbox(), 500);
        put(store, inbox(CAROL), 9000);
        assertThat(problem(() -> put(store, inbox(), 101))).isEqualTo(Problem.OVER_QUOTA);
        assertThat(problem(() -> put(store, inbox(BOB), 101))).isEqualTo(Problem.OVER_QUOTA);
        assertThat(problem(() -> store.open(BOB).requireRoom(101))).isEqualTo(Problem.OVER_QUOTA);
        assertThat(store.useOf("example.org").octets()).isEqualTo(900);
        inbox(BOB).expunge(UidSet.ALL);
        put(store, inbox(), 500);
        store.remove(ALICE);
        put(store, inbox(BOB), 1000);
        store.open(BOB).delete(name("Trash"));
        assertThat(store.useOf("example.org").octets()).isEqualTo(1000);
    }

    @Test
    void aDomainLimitSetLaterCountsWhatIsThere() throws Exception {
        limits.user(ALICE, Allowance.NONE).user(BOB, Allowance.NONE).domain("example.org", Allowance.ofOctets(1000));
        put(store, inbox(BOB), 400);
        limits.domain("example.org", Allowance.NONE);
        put(store, inbox(), 600);
        limits.domain("example.org", Allowance.ofOctets(1200));
        assertThat(problem(() -> put(store, inbox(BOB), 201))).isEqualTo(Problem.OVER_QUOTA);
        put(store, inbox(BOB), 200);
    }

    @Test
    void mailPastTheQuotaCountsButIsNotRefused() throws Exception {
        limits.user(ALICE, Allowance.ofOctets(100));
        put(store, inbox(), 100);
        put(store, store.unguarded().open(ALICE).open(MailboxName.INBOX), 50);
        assertThat(alice().use().octets()).isEqualTo(150);
        assertThat(problem(() -> put(store, inbox(), 1))).isEqualTo(Problem.OVER_QUOTA);
        limits.domain("example.org", Allowance.ofOctets(1000));
        assertThat(store.useOf("example.org").octets()).isEqualTo(150);
        put(store, store.unguarded().open(ALICE).open(MailboxName.INBOX), 50);
        assertThat(store.useOf("example.org").octets()).isEqualTo(200);
    }

    @Test
    void aWarningCountsForWhoShareTheDomain() throws Exception {
        limits.user(ALICE, Allowance.NONE).user(BOB, Allowance.NONE).domain("example.org", Allowance.ofOctets(1000));
        MailStore inside = store.unguarded();
        QuotaStore warning = new QuotaStore(inside, limits, new QuotaLog() {
            @Override
            public void crossed(UserName user, int percent, StorageUse use) {
                try {
                    put(inside, inside.open(user).open(MailboxName.INBOX), 20);
                } catch (StoreException e) {
                    throw new AssertionError(e);
                }
            }
        });
        put(warning, warning.open(ALICE).open(MailboxName.INBOX), 800);
        assertThat(warning.open(BOB).sharedUse().octets()).isEqualTo(820);
    }

    @Test
    void aThresholdIsToldOnceInEachDirection() throws Exception {
        limits.user(ALICE, Allowance.ofOctets(1000));
        UidSet first = put(store, inbox(), 799);
        assertThat(log.take()).isEmpty();
        UidSet second = put(store, inbox(), 1);
        put(store, inbox(), 10);
        put(store, inbox(), 139);
        assertThat(log.take()).containsExactly("alice 80");
        put(store, inbox(), 1);
        assertThat(log.take()).containsExactly("alice 95");
        inbox().expunge(second);
        inbox().expunge(second);
        assertThat(log.take()).containsExactly("alice below 95");
        put(store, inbox(), 1);
        assertThat(log.take()).containsExactly("alice 95");
        inbox().expunge(first);
        assertThat(log.take()).containsExactly("alice below 80");
        put(store, inbox(), 10);
        put(store, inbox(), 800);
        assertThat(log.take()).containsExactly("alice 95");
        alice().delete(name("Trash"));
        limits.user(ALICE, Allowance.ofOctets(10_000));
        alice().recalculate();
        assertThat(log.take()).containsExactly("alice below 80");
    }

    @Test
    void whatIsFoundByCountingAgainIsToldInEachDirection() throws Exception {
        limits.user(ALICE, Allowance.ofOctets(1000));
        put(store, inbox(), 700);
        UidSet past = put(store.unguarded(), store.unguarded().open(ALICE).open(MailboxName.INBOX), 200);
        assertThat(log.take()).isEmpty();
        alice().recalculate();
        assertThat(log.take()).containsExactly("alice 80");
        store.unguarded().open(ALICE).open(MailboxName.INBOX).expunge(past);
        alice().recalculate();
        assertThat(log.take()).containsExactly("alice below 80");
    }

    @Test
    void whatWasToldIsKnownToTheNextServer() throws Exception {
        limits.user(ALICE, Allowance.ofOctets(1000));
        UidSet first = put(store, inbox(), 900);
        assertThat(log.take()).containsExactly("alice 80");
        QuotaLog later = new QuotaLog();
        QuotaStore again = new QuotaStore(store.unguarded(), limits, later);
        Mailbox inbox = again.open(ALICE).open(MailboxName.INBOX);
        put(again, inbox, 10);
        assertThat(later.take()).isEmpty();
        put(again, inbox, 50);
        assertThat(later.take()).containsExactly("alice 95");
        assertThat(problem(() -> put(again, inbox, 500))).isEqualTo(Problem.OVER_QUOTA);
        later.take();
        QuotaLog last = new QuotaLog();
        QuotaStore third = new QuotaStore(store.unguarded(), limits, last);
        assertThat(third.open(ALICE).alarm()).hasValueSatisfying(alarm -> {
            assertThat(alarm.use().octets()).isEqualTo(960);
            assertThat(alarm.refusing()).isTrue();
        });
        third.open(ALICE).open(MailboxName.INBOX).expunge(first);
        assertThat(last.take()).containsExactly("alice below 80", "alice relieved at 6");
        assertThat(third.open(ALICE).alarm()).isEmpty();
    }

    @Test
    void aRefusalIsOverWhenUsageIsBelowTheLastThreshold() throws Exception {
        limits.user(ALICE, Allowance.ofOctets(1000));
        UidSet first = put(store, inbox(), 940);
        assertThat(problem(() -> put(store, inbox(), 100))).isEqualTo(Problem.OVER_QUOTA);
        assertThat(store.open(ALICE).alarm()).as("small messages still fit").isEmpty();
        UidSet second = put(store, inbox(), 20, 20);
        assertThat(store.open(ALICE).alarm())
                .hasValueSatisfying(alarm -> assertThat(alarm.refusing()).isFalse());
        assertThat(problem(() -> put(store, inbox(), 100))).isEqualTo(Problem.OVER_QUOTA);
        assertThat(problem(() -> alice().requireRoom(100))).isEqualTo(Problem.OVER_QUOTA);
        log.take();
        inbox().expunge(UidSet.of(second.max()));
        assertThat(log.take()).isEmpty();
        inbox().expunge(UidSet.of(second.min()));
        assertThat(log.take()).containsExactly("alice below 95", "alice relieved at 94");
        inbox().expunge(first);
        assertThat(log.take()).containsExactly("alice below 80");
    }

    @Test
    void withoutThresholdsOnlyRefusalsAreTold() throws Exception {
        limits.warnAt(List.of()).user(ALICE, Allowance.ofMessages(2));
        UidSet uids = put(store, inbox(), 1, 1);
        assertThat(alice().alarm()).isEmpty();
        assertThat(problem(() -> put(store, inbox(), 1))).isEqualTo(Problem.OVER_QUOTA);
        assertThat(alice().alarm()).isPresent();
        log.take();
        inbox().expunge(uids);
        assertThat(log.take()).containsExactly("alice relieved at 0");
        assertThat(alice().alarm()).isEmpty();
    }

    @Test
    void aNewAccountHasBeenToldNothing() throws Exception {
        limits.user(ALICE, Allowance.ofOctets(1000));
        put(store, inbox(), 900);
        store.remove(ALICE);
        log.take();
        put(store, inbox(), 900);
        assertThat(log.take()).containsExactly("alice 80");
    }

    @Test
    void manyDeliveriesAndRemovalsAtOnceTellAsManyCrossingsDownAsUp() throws Exception {
        limits.user(ALICE, Allowance.ofMessages(100));
        put(store, inbox(), new int[79]);
        for (int round = 0; round < 5; round++) {
            Parallel.run(8, i -> () -> {
                UidSet uids = put(store, inbox(), 1);
                return inbox().expunge(uids);
            });
        }
        List<String> told = log.take();
        assertThat(told).containsOnly("alice 80", "alice below 80");
        assertThat(told.stream().filter("alice 80"::equals).count() * 2).isEqualTo(told.size());
    }

    @Test
    void copiesCrossThresholdsAndSoDoesASharedPool() throws Exception {
        limits.user(ALICE, Allowance.NONE)
                .user(BOB, Allowance.ofMessages(10))
                .domain("example.org", Allowance.ofOctets(1000));
        UidSet uids = put(store, inbox(), 400);
        inbox().copy(uids, inbox());
        assertThat(log.take()).containsExactly("alice 80");
        put(store, inbox(BOB), 1, 1, 1, 1, 1, 1, 1);
        put(store, inbox(BOB), 1);
        assertThat(log.take()).containsExactly("bob 80");
    }

    @Test
    void whoLogsInHearsThatOthersFilledWhatHeShares() throws Exception {
        limits.user(ALICE, Allowance.NONE).user(BOB, Allowance.NONE).domain("example.org", Allowance.ofOctets(1000));
        UidSet uids = put(store, inbox(BOB), 970);
        assertThat(log.take()).containsExactly("bob 95");
        assertThat(alice().alarm())
                .hasValueSatisfying(alarm -> assertThat(alarm.use().octets()).isEqualTo(970));
        assertThat(log.take()).containsExactly("alice 95");
        inbox(BOB).expunge(uids);
        assertThat(alice().alarm()).isEmpty();
        assertThat(log.take()).containsExactly("bob below 80", "alice below 80");
    }

    @Test
    void whoHasALimitOfMessagesOnlySharesTheDomainsStorage() throws Exception {
        limits.user(ALICE, Allowance.ofMessages(100))
                .user(BOB, Allowance.NONE)
                .domain("example.org", Allowance.ofOctets(1000));
        put(store, inbox(BOB), 500);
        put(store, inbox(), 350);
        assertThat(log.take()).containsExactly("alice 80");
        assertThat(alice().use()).isEqualTo(new StorageUse(350, 1, OptionalLong.of(1000), OptionalLong.of(100)));
        assertThat(alice().sharedUse()).isEqualTo(new StorageUse(850, 1, OptionalLong.of(1000), OptionalLong.of(100)));
        assertThat(store.open(BOB).sharedUse())
                .isEqualTo(new StorageUse(850, 2, OptionalLong.of(1000), OptionalLong.empty()));
        limits.user(BOB, Allowance.ofOctets(5000));
        assertThat(store.open(BOB).sharedUse())
                .isEqualTo(new StorageUse(500, 1, OptionalLong.of(5000), OptionalLong.empty()));
    }

    @Test
    void sixtyFourDeliveriesAtOnceFillAMailboxToTheLastOctetAndNoFurther() throws Exception {
        for (int round = 0; round < 5; round++) {
            UserName user = UserName.of("edge" + round + "@example.org");
            limits.user(user, Allowance.ofOctets(10_000));
            put(store, inbox(user), 400);
            long placed = deliverAtOnce(64, i -> user, 960);
            assertThat(placed).isEqualTo(10);
            assertThat(store.open(user).use().octets()).isEqualTo(10_000);
            assertThat(log.take().stream().filter(l -> l.contains("refused"))).hasSize(54);
        }
    }

    @Test
    void deliveriesToManyUsersFillTheirDomainAndNoMore() throws Exception {
        limits.domain("pool.org", Allowance.ofMessages(20));
        List<UserName> users = IntStream.range(0, 6)
                .mapToObj(i -> UserName.of("u" + i + "@pool.org"))
                .toList();
        users.forEach(user -> limits.user(user, Allowance.NONE));
        long placed = deliverAtOnce(48, i -> users.get(i % 6), 10);
        assertThat(placed).isEqualTo(20);
        assertThat(store.useOf("pool.org").messages()).isEqualTo(20);
    }

    private static UserRules rules(FolderRules.Rule... rules) {
        return new UserRules(
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Share.NONE,
                new FolderRules(List.of(rules)));
    }

    private Mailbox asDelivery() throws StoreException {
        return store.open(ALICE, Actor.delivery("lmtp", "d1")).open(MailboxName.INBOX);
    }

    @Test
    void moreMayGoToSomeMailboxes() throws Exception {
        limits.user(ALICE, new Allowance(OptionalLong.of(1000), OptionalLong.of(10)))
                .rules(rules(new FolderRules.Rule(name("Trash"), Optional.of(new Share(0, 10)))));
        UidSet uids = put(store, inbox(), 901);
        Mailbox trash = alice().open(name("Trash"));
        assertThat(problem(() -> put(store, inbox(), 100))).isEqualTo(Problem.OVER_QUOTA);
        assertThat(problem(() -> put(store, trash, 200))).isEqualTo(Problem.OVER_QUOTA);
        put(store, trash, 199);
        assertThat(alice().use()).isEqualTo(new StorageUse(1100, 2, OptionalLong.of(1000), OptionalLong.of(10)));
        Mailbox below = created("Trash/Old");
        assertThat(problem(() -> put(store, below, 1))).isEqualTo(Problem.OVER_QUOTA);
        inbox().expunge(uids);
        put(store, below, 901);
        limits.user(ALICE, Allowance.ofMessages(2));
        assertThat(problem(() -> put(store, trash, 1)))
                .as("a tenth of two is nothing")
                .isEqualTo(Problem.OVER_QUOTA);
        limits.user(ALICE, Allowance.ofOctets(Long.MAX_VALUE - 1))
                .rules(rules(new FolderRules.Rule(name("Trash"), Optional.of(new Share(1, 1000)))));
        alice().requireRoom(name("Trash"), 1, 1);
    }

    @Test
    void ignoredMailboxesCountForNothingUntilMailLeavesThem() throws Exception {
        limits.user(ALICE, Allowance.ofOctets(1000))
                .user(BOB, Allowance.NONE)
                .domain("example.org", Allowance.ofOctets(1500))
                .rules(rules(new FolderRules.Rule(name("Junk"), Optional.empty())));
        Mailbox junk = alice().open(name("Junk"));
        put(store, junk, 5000);
        put(store, junk, 600, 600);
        assertThat(alice().use().octets()).isZero();
        assertThat(store.useOf("example.org").octets()).isZero();
        put(store, inbox(), 900);
        assertThat(problem(() -> junk.move(UidSet.of(2), inbox()))).isEqualTo(Problem.OVER_QUOTA);
        assertThat(problem(() -> junk.copy(UidSet.of(2), inbox()))).isEqualTo(Problem.OVER_QUOTA);
        assertThat(problem(() -> put(store, inbox(BOB), 601))).isEqualTo(Problem.OVER_QUOTA);
        inbox().move(UidSet.ALL, junk);
        assertThat(alice().use().octets()).isZero();
        junk.move(UidSet.of(2), inbox());
        assertThat(alice().use().octets()).isEqualTo(600);
        assertThat(problem(() -> junk.move(UidSet.of(3), inbox()))).isEqualTo(Problem.OVER_QUOTA);
        put(store, inbox(BOB), 900);
    }

    @Test
    void whatCountsForNothingHasRoomHoweverFullTheRestIs() throws Exception {
        limits.user(ALICE, Allowance.ofOctets(1000))
                .domain("example.org", Allowance.ofOctets(1000))
                .rules(rules(new FolderRules.Rule(name("Junk"), Optional.empty())));
        put(store, inbox(), 900);
        limits.user(ALICE, Allowance.ofOctets(500)).domain("example.org", Allowance.ofOctets(500));
        alice().requireRoom(name("Junk"), 5000, 1);
        put(store, alice().open(name("Junk")), 5000);
        assertThat(problem(() -> alice().requireRoom(MailboxName.INBOX, 1, 1))).isEqualTo(Problem.OVER_QUOTA);
    }

    @Test
    void aNewNameThatMakesMailCountIsToldInEachDirection() throws Exception {
        limits.user(ALICE, Allowance.ofOctets(1000)).rules(rules(new FolderRules.Rule(name("Junk"), Optional.empty())));
        put(store, alice().open(name("Junk")), 900);
        assertThat(log.take()).isEmpty();
        alice().rename(name("Junk"), name("Spam"));
        assertThat(log.take()).containsExactly("alice 80");
        alice().rename(name("Spam"), name("Junk"));
        assertThat(log.take()).containsExactly("alice below 80");
    }

    @Test
    void oneDeliveredMessageMayCrossTheLimit() throws Exception {
        limits.user(ALICE, Allowance.ofOctets(1000))
                .rules(new UserRules(
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        new Share(0, 10),
                        FolderRules.NONE));
        put(store, asDelivery(), 999);
        assertThat(problem(() -> put(store, inbox(), 101))).as("no delivery").isEqualTo(Problem.OVER_QUOTA);
        assertThat(problem(() -> put(store, asDelivery(), 102))).isEqualTo(Problem.OVER_QUOTA);
        assertThat(problem(() -> put(store, asDelivery(), 50, 51))).isEqualTo(Problem.OVER_QUOTA);
        store.open(ALICE, Actor.delivery("lmtp", "d1")).requireRoom(101);
        put(store, asDelivery(), 101);
        assertThat(problem(() -> put(store, asDelivery(), 1))).isEqualTo(Problem.OVER_QUOTA);
    }

    @Test
    void ofManyDeliveriesAtOnceOneCrosses() throws Exception {
        limits.user(ALICE, Allowance.ofOctets(1000))
                .rules(new UserRules(
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        new Share(300, 0),
                        FolderRules.NONE));
        List<Boolean> placed = Parallel.run(16, i -> () -> {
            try {
                return !put(store, asDelivery(), 280).isEmpty();
            } catch (StoreException e) {
                return false;
            }
        });
        assertThat(placed.stream().filter(p -> p)).hasSize(4);
        assertThat(alice().use().octets()).isEqualTo(1120);
    }

    @Test
    void mailboxesAreLimited() throws Exception {
        int made = alice().mailboxes().size();
        limits.rules(new UserRules(
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
    void messagesOfAMailboxAreLimited() throws Exception {
        limits.rules(new UserRules(
                OptionalLong.empty(), OptionalLong.of(10), OptionalLong.empty(), Share.NONE, FolderRules.NONE));
        Mailbox work = created("Work");
        long placed = deliverAtOnce(32, i -> ALICE, 5);
        assertThat(placed).isEqualTo(10);
        assertThat(problem(() -> store.open(ALICE).requireRoom(1))).isEqualTo(Problem.OVER_QUOTA);
        store.open(ALICE).requireRoom(name("Work"), 1, 10);
        assertThat(problem(() -> inbox().copy(UidSet.of(1), inbox()))).isEqualTo(Problem.OVER_QUOTA);
        put(store, work, 1);
        assertThat(problem(() -> inbox().move(UidSet.ALL, work))).isEqualTo(Problem.OVER_QUOTA);
        inbox().move(UidSet.range(1, 9), work);
        assertThat(work.refresh().size()).isEqualTo(10);
        assertThat(problem(() -> put(store, work, 1))).isEqualTo(Problem.OVER_QUOTA);
        alice().delete(name("Work"));
        put(store, created("Work"), 1, 1);
    }

    @Test
    void aMessageMayBeTooBigForAUser() throws Exception {
        limits.rules(new UserRules(
                OptionalLong.empty(), OptionalLong.empty(), OptionalLong.of(100), Share.NONE, FolderRules.NONE));
        put(store, inbox(), 100, 100);
        assertThat(problem(() -> put(store, inbox(), 1, 101))).isEqualTo(Problem.TOO_BIG);
        assertThat(problem(() -> alice().requireRoom(101))).isEqualTo(Problem.TOO_BIG);
        assertThat(problem(() -> inbox().replace(1, arrival(101), inbox()))).isEqualTo(Problem.TOO_BIG);
        assertThat(inbox().refresh().size()).isEqualTo(2);
    }

    private Arrival arrival(int size) throws StoreException {
        return new Arrival(spooled(new byte[size]), Flags.NONE, NOON);
    }

    private long deliverAtOnce(int n, java.util.function.IntFunction<UserName> to, int size) throws Exception {
        List<Boolean> placed = Parallel.run(n, i -> () -> {
            try {
                return !put(store, inbox(to.apply(i)), size).isEmpty();
            } catch (StoreException e) {
                assertThat(e.problem()).isEqualTo(Problem.OVER_QUOTA);
                return false;
            }
        });
        return placed.stream().filter(p -> p).count();
    }
}
