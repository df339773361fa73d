package org.postern.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
import org.postern.store.UidSet;
import org.postern.store.UserName;
import org.postern.store.maildir.MaildirSettings;
import org.postern.store.maildir.MaildirStore;
import org.postern.store.memory.MemoryStore;

/**
 * Sixty-four deliveries of random sizes at once, where the limit is: usage is never beyond it, and nothing is refused that
 * would have fitted. Ten thousand rounds with {@code -Dpostern.test.edge-rounds=10000}.
 */
final class QuotaEdgeTest {
    private static final int ROUNDS = Integer.getInteger("postern.test.edge-rounds", 240);
    /** Rounds on a disk, of so many. */
    private static final int ON_DISK = 20;

    private static final int DELIVERIES = 64;
    private static final int LARGEST = 5000;
    /** Of a domain that is full. */
    private static final int USERS = 7;

    private static final Actor LMTP = Actor.delivery("lmtp", "d1");

    /** What is full in a round. */
    private enum Edge {
        STORAGE,
        MESSAGES,
        GRACE,
        DOMAIN,
        /** The domain, of which some users have limits of their own, and what is too large is refused in between. */
        ALL_AT_ONCE,
        MAILBOX;

        boolean hasManyUsers() {
            return this == DOMAIN || this == ALL_AT_ONCE;
        }
    }

    /** What became of a delivery. */
    private enum Fate {
        PLACED,
        REFUSED,
        TOO_BIG,
        /** Let in, and not placed for another reason. */
        FAILED
    }

    /** One round: what each delivery is as large as, and the limit. */
    private record Round(Edge edge, long seed, List<Integer> sizes, Limits limits) {
        long grace() {
            return edge == Edge.GRACE ? LARGEST / 2 : 0;
        }

        UserName user(int delivery) {
            return UserName.of("u" + (edge.hasManyUsers() ? delivery % USERS : 0) + "@r" + seed + ".example");
        }

        /** What the user of a delivery may store, whatever the others do. */
        long own(int delivery) {
            boolean limited = edge == Edge.ALL_AT_ONCE && delivery % USERS % 2 == 0;
            return limited ? limits.octets().orElseThrow() / USERS : Long.MAX_VALUE;
        }

        OptionalLong largest() {
            return edge == Edge.ALL_AT_ONCE ? OptionalLong.of(LARGEST * 3L / 4) : OptionalLong.empty();
        }

        Set<UserName> users() {
            return IntStream.range(0, DELIVERIES).mapToObj(this::user).collect(Collectors.toUnmodifiableSet());
        }
    }

    /** Of octets, and of messages. */
    private record Limits(OptionalLong octets, OptionalLong messages) {}

    @TempDir
    private Path temporary;

    @Test
    void neverOverAndNeverRefusedInVain() throws Exception {
        try (MemoryStore store = new MemoryStore(Clock.systemUTC())) {
            play(store, ROUNDS, 1);
        }
    }

    @Test
    void norOnADisk() throws Exception {
        MaildirSettings settings = MaildirSettings.of("test.example");
        try (MaildirStore store = MaildirStore.open(temporary, settings, Clock.systemUTC(), new Random(1))) {
            play(store, Math.max(Edge.values().length, ROUNDS / ON_DISK), 2);
        }
    }

    private static void play(MailStore inside, int rounds, long seed) throws Exception {
        Random random = new Random(seed);
        for (int i = 0; i < rounds; i++) {
            Round round = round(List.of(Edge.values()).get(i % Edge.values().length), i, random);
            try {
                play(inside, round);
            } catch (AssertionError e) {
                throw new AssertionError(round.toString(), e);
            }
        }
    }

    private static Round round(Edge edge, long number, Random random) {
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < DELIVERIES; i++) {
            sizes.add(1 + random.nextInt(LARGEST));
        }
        long all = sizes.stream().mapToLong(Integer::longValue).sum();
        Limits limits = switch (edge) {
            case STORAGE, GRACE, DOMAIN, ALL_AT_ONCE ->
                new Limits(OptionalLong.of(random.nextLong(all)), OptionalLong.empty());
            case MESSAGES, MAILBOX -> new Limits(OptionalLong.empty(), OptionalLong.of(random.nextInt(DELIVERIES)));
        };
        return new Round(edge, number, sizes, limits);
    }

    private static FixedLimits limits(Round round) {
        Allowance allowance =
                new Allowance(round.limits().octets(), round.limits().messages());
        FixedLimits limits = new FixedLimits();
        for (int i = 0; i < DELIVERIES; i++) {
            boolean own = !round.edge().hasManyUsers() && round.edge() != Edge.MAILBOX;
            Allowance ofUser = round.own(i) < Long.MAX_VALUE ? Allowance.ofOctets(round.own(i)) : Allowance.NONE;
            limits.user(round.user(i), own ? allowance : ofUser);
        }
        if (round.edge().hasManyUsers()) {
            limits.domain(round.user(0).domain(), allowance);
        }
        OptionalLong ofMailbox = round.edge() == Edge.MAILBOX ? round.limits().messages() : OptionalLong.empty();
        return limits.rules(new UserRules(
                OptionalLong.empty(), ofMailbox, round.largest(), new Share(round.grace(), 0), FolderRules.NONE));
    }

    private static void play(MailStore inside, Round round) throws Exception {
        QuotaStore store = new QuotaStore(inside, limits(round), QuotaListener.NONE);
        List<Fate> fates = Parallel.run(DELIVERIES, i -> () -> deliver(store, round, i));
        check(round, fates, use(store, round));
        for (int i = 0; i < DELIVERIES; i++) {
            store.remove(round.user(i));
        }
    }

    /** @param stored in the end, by each user */
    private static void check(Round round, List<Fate> fates, Map<UserName, Amount> stored) {
        Map<UserName, Amount> placed = new HashMap<>();
        round.users().forEach(user -> placed.put(user, Amount.NOTHING));
        for (int i = 0; i < DELIVERIES; i++) {
            if (fates.get(i) == Fate.PLACED) {
                placed.merge(round.user(i), new Amount(round.sizes().get(i), 1), Amount::plus);
            }
        }
        assertThat(stored).isEqualTo(placed);
        Amount use = stored.values().stream().reduce(Amount.NOTHING, Amount::plus);
        long limit = round.limits().octets().orElse(Long.MAX_VALUE);
        long most = round.limits().messages().orElse(Long.MAX_VALUE);
        assertThat(use.octets() - round.grace()).isLessThanOrEqualTo(limit);
        assertThat(use.messages()).isLessThanOrEqualTo(most);
        // Usage only rises in a round: what would fit in the end would have fitted when it was refused.
        for (int i = 0; i < DELIVERIES; i++) {
            int size = round.sizes().get(i);
            long left = round.own(i)
                    - placed.getOrDefault(round.user(i), Amount.NOTHING).octets();
            assertThat(left).isNotNegative();
            assertThat(fates.get(i) == Fate.TOO_BIG)
                    .isEqualTo(size > round.largest().orElse(Long.MAX_VALUE));
            if (fates.get(i) == Fate.REFUSED) {
                boolean fits = use.messages() < most && size <= left && fits(size, limit - use.octets(), round.grace());
                assertThat(fits).as("refused: %s octets", size).isFalse();
            }
        }
    }

    private static boolean fits(long size, long left, long grace) {
        return size <= left || (left > 0 && size <= left + grace);
    }

    /** What the mailboxes hold, whatever the quota says of them. */
    private static Map<UserName, Amount> use(QuotaStore store, Round round) throws StoreException {
        Map<UserName, Amount> use = new HashMap<>();
        for (UserName user : round.users()) {
            try (Mailbox inbox = store.unguarded().open(user).open(MailboxName.INBOX)) {
                use.put(user, Amount.of(inbox.refresh(), UidSet.ALL));
            }
        }
        return use;
    }

    private static Fate deliver(QuotaStore store, Round round, int number) throws StoreException {
        try (Spool spool = store.spool();
                Mailbox inbox = store.open(round.user(number), LMTP).open(MailboxName.INBOX)) {
            spool.write(ByteBuffer.allocate(round.sizes().get(number)));
            try (SpooledMessage message = spool.seal()) {
                return fate(() -> inbox.append(List.of(Arrival.last(message, Flags.NONE, Instant.EPOCH))));
            }
        }
    }

    private static <T> Fate fate(UserQuota.Call<T> call) {
        try {
            var unused = call.run();
            return Fate.PLACED;
        } catch (StoreException e) {
            return switch (e.problem()) {
                case OVER_QUOTA -> Fate.REFUSED;
                case TOO_BIG -> Fate.TOO_BIG;
                case DISK_FULL -> Fate.FAILED;
                default -> throw new AssertionError(e);
            };
        }
    }

    /** Half of what is let in cannot be placed: what waits for it must not be refused for it. */
    @Test
    void norWhenPlacingFails() throws Exception {
        Random random = new Random(3);
        for (int i = 0; i < ROUNDS; i++) {
            Round round = round(List.of(Edge.values()).get(i % Edge.values().length), i, random);
            try {
                playFailing(round);
            } catch (AssertionError e) {
                throw new AssertionError(round.toString(), e);
            }
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // nothing relies on it, it mixes the threads
    private static void playFailing(Round round) throws Exception {
        Map<UserName, AtomicReference<Amount>> stored = new ConcurrentHashMap<>();
        round.users().forEach(user -> stored.put(user, new AtomicReference<>(Amount.NOTHING)));
        DomainPool.Usage usage = user -> {
            Amount amount = amount(stored, user);
            return StorageUse.unlimited(amount.octets(), amount.messages());
        };
        FixedLimits limits = limits(round);
        QuotaRules rules = new QuotaRules(
                limits, QuotaListener.NONE, usage, (user, attempt) -> {}, TellingNotes.NONE, QuotaStore.PATIENCE);
        DomainPool pool = new DomainPool(round.user(0).domain(), limits, usage, QuotaStore.PATIENCE);
        Map<UserName, UserQuota> quotas = new HashMap<>();
        round.users().forEach(user -> quotas.put(user, new UserQuota(user, rules, pool)));
        List<Fate> fates = Parallel.run(DELIVERIES, i -> () -> {
            UserName user = round.user(i);
            Amount amount = new Amount(round.sizes().get(i), 1);
            Arriving what = new Arriving(MailboxName.INBOX, amount, amount, LMTP);
            UserQuota quota = Objects.requireNonNull(quotas.get(user));
            return fate(() -> {
                quota.requireSize(what, amount.octets());
                return quota.within(what, () -> amount(stored, user).messages(), () -> {
                    Thread.yield();
                    if (round.sizes().get(i) % 2 == 0) {
                        throw new StoreException(Problem.DISK_FULL, "as the test wants it");
                    }
                    return Objects.requireNonNull(stored.get(user)).accumulateAndGet(amount, Amount::plus);
                });
            });
        });
        Map<UserName, Amount> use = new HashMap<>();
        round.users().forEach(user -> use.put(user, amount(stored, user)));
        check(round, fates, use);
    }

    private static Amount amount(Map<UserName, AtomicReference<Amount>> stored, UserName user) {
        return Objects.requireNonNull(Objects.requireNonNull(stored.get(user)).get());
    }
}
