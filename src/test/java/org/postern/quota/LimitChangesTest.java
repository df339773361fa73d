package org.postern.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postern.store.Arrival;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.Spool;
import org.postern.store.SpooledMessage;
import org.postern.store.StoreException;
import org.postern.store.UserName;
import org.postern.store.memory.MemoryStore;

/** A limit that becomes another one is noticed though no mail comes or goes, and told once. */
final class LimitChangesTest {
    private static final UserName ALICE = UserName.of("alice@one.example");
    private static final UserName BOB = UserName.of("bob@one.example");
    private static final List<UserName> ALL = List.of(ALICE, BOB);

    private final FixedLimits limits = new FixedLimits();
    private final QuotaLog log = new QuotaLog();
    private final AtomicInteger asked = new AtomicInteger();
    private QuotaStore store;

    @BeforeEach
    void open() throws Exception {
        store = new QuotaStore(new MemoryStore(Clock.systemUTC()), limits, log);
        limits.user(ALICE, Allowance.ofOctets(1000)).user(BOB, Allowance.NONE);
        put(ALICE, 500);
        put(BOB, 300);
        store.watchLimits();
        step();
        assertThat(log.take()).isEmpty();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void put(UserName user, int octets) throws StoreException {
        try (Spool spool = store.spool();
                Mailbox inbox = store.open(user).open(MailboxName.INBOX)) {
            spool.write(ByteBuffer.allocate(octets));
            try (SpooledMessage message = spool.seal()) {
                var unused = inbox.append(List.of(Arrival.last(message, Flags.NONE, Instant.EPOCH)));
            }
        }
    }

    private void step() {
        store.noticeLimits(() -> {
            asked.incrementAndGet();
            return ALL;
        });
    }

    @Test
    void aLimitThatFallsAndRises() {
        limits.user(ALICE, Allowance.ofOctets(600));
        step();
        step();
        assertThat(log.take()).containsExactly("alice 80");

        limits.user(ALICE, Allowance.ofOctets(10_000));
        step();
        step();
        assertThat(log.take()).containsExactly("alice below 80");
    }

    @Test
    void whoSetsItNeedNotWaitAndItIsToldOnce() {
        limits.user(ALICE, Allowance.ofOctets(510));
        store.limitsChanged(ALICE);
        assertThat(log.take()).containsExactly("alice 95");
        step();
        assertThat(log.take()).isEmpty();
    }

    @Test
    void roomAfterARefusalIsTold() {
        limits.user(ALICE, Allowance.ofOctets(500));
        step();
        assertThat(catchThrowable(() -> put(ALICE, 1))).isInstanceOf(StoreException.class);
        assertThat(log.take()).contains("alice 95");
        limits.user(ALICE, Allowance.ofOctets(5000));
        step();
        assertThat(log.take()).containsExactly("alice below 80", "alice relieved at 10");
    }

    @Test
    void aDomainIsThatOfWhoSharesIt() {
        limits.domain("one.example", Allowance.ofOctets(900));
        step();
        assertThat(log.take()).containsExactly("bob 80");
    }

    @Test
    void rulesAndPercentagesAreLimitsToo() {
        limits.warnAt(List.of(40));
        step();
        assertThat(log.take()).containsExactly("alice 40");
        limits.rules(new UserRules(
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Share.NONE,
                new FolderRules(List.of(new FolderRules.Rule(MailboxName.INBOX, Optional.empty())))));
        step();
        assertThat(log.take()).containsExactly("alice below 40");
    }

    /** Between two steps he may have had other limits, and mail. */
    @Test
    void whoIsSeenForTheFirstTimeLaterIsLookedAt() throws Exception {
        UserName dora = UserName.of("dora@one.example");
        limits.user(dora, Allowance.ofOctets(10_000));
        put(dora, 900);
        limits.user(dora, Allowance.ofOctets(1000));
        store.noticeLimits(() -> List.of(ALICE, BOB, dora));
        assertThat(log.take()).containsExactly("dora 80");
    }

    /** A file that is being written may have nobody in it. */
    @Test
    void whoIsNotThereForAWhileIsComparedWithWhatHeHad() {
        limits.user(ALICE, Allowance.ofOctets(600));
        store.noticeLimits(List::of);
        limits.user(BOB, Allowance.NONE);
        step();
        assertThat(log.take()).containsExactly("alice 80");
    }

    /** Files that are away, and lines that are wrong, do not say that a limit is gone. */
    @Test
    void limitsThatCannotBeToldAreNotThoseThatAreGone() throws Exception {
        limits.user(ALICE, Allowance.ofOctets(600));
        step();
        assertThat(log.take()).containsExactly("alice 80");

        limits.readable(false);
        step();
        put(ALICE, 1);
        store.limitsChanged(ALICE);
        limits.readable(true);
        step();
        limits.faulty(ALICE, true);
        step();
        put(ALICE, 1);
        store.limitsChanged(ALICE);
        limits.faulty(ALICE, false);
        step();
        assertThat(log.take()).isEmpty();

        limits.faulty(ALICE, true);
        step();
        limits.user(ALICE, Allowance.ofOctets(510)).faulty(ALICE, false);
        step();
        assertThat(log.take()).containsExactly("alice 95");
    }

    /** What it was before the first step is known to nobody then. */
    @Test
    void whatChangesBeforeTheFirstStepIsNoticedToo() {
        List<UserName> looked = new ArrayList<>();
        LimitChanges changes = new LimitChanges(limits);
        changes.begin();
        limits.user(ALICE, Allowance.ofOctets(600));
        changes.step(() -> ALL, looked::add);
        changes.step(() -> ALL, looked::add);
        assertThat(looked).containsExactlyElementsOf(ALL);
    }

    @Test
    void whatChangesDuringTheFirstStepIsNoticedToo() {
        List<UserName> looked = new ArrayList<>();
        LimitChanges changes = new LimitChanges(limits);
        changes.begin();
        changes.step(
                () -> {
                    limits.user(ALICE, Allowance.ofOctets(600));
                    return ALL;
                },
                looked::add);
        assertThat(looked).containsExactlyElementsOf(ALL);
    }

    /** The first 200 are looked at in one step, and who changes again before his turn once. */
    @Test
    void whoWaitsForHisTurnWaitsOnce() {
        List<UserName> many = IntStream.range(0, 300)
                .mapToObj(i -> UserName.of("u" + i + "@two.example"))
                .toList();
        List<UserName> looked = new ArrayList<>();
        LimitChanges changes = new LimitChanges(limits);
        changes.begin();
        changes.step(() -> many, looked::add);
        limits.domain("two.example", Allowance.ofOctets(10));
        changes.step(() -> many, looked::add);
        limits.domain("two.example", Allowance.ofOctets(20));
        changes.step(() -> many, looked::add);
        changes.step(() -> many, looked::add);
        assertThat(looked.subList(200, 400)).doesNotHaveDuplicates().containsAll(many.subList(200, 300));
        assertThat(looked).hasSize(500);
    }

    @Test
    void whoHasNoAccountGetsNoneByBeingLookedAt() throws Exception {
        UserName carl = UserName.of("carl@one.example");
        limits.user(carl, Allowance.NONE).domain("one.example", Allowance.ofOctets(900));
        store.limitsChanged(carl);
        store.limitsChanged(BOB);
        assertThat(log.take()).containsExactly("bob 80");
        assertThat(store.hasAccount(carl)).isFalse();
        assertThat(store.hasAccount(BOB)).isTrue();
    }

    @Test
    void nobodyIsLookedForWhileNothingChanges() {
        int before = asked.get();
        step();
        step();
        assertThat(asked).hasValue(before);
    }
}
