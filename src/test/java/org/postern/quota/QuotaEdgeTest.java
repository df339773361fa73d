package org.postern.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
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
import org.postern.store.UserName;
import org.postern.store.maildir.MaildirSettings;
import org.postern.store.maildir.MaildirStore;
import org.postern.store.memory.MemoryStore;

/**
 * Sixty-four deliveries of random sizes at once, where the limit is: usage is never beyond it, and nothing is refused that
 * would have fitted. Ten thousand rounds with {@code -Dpostern.test.edge-rounds=10000}.
 */
final class QuotaEdgeTest {
    private static final int ROUNDS = Integer.getInteger("postern.test.edge-rounds", 100);
    /** Rounds on a disk, of so many. */
    private static final int ON_DISK = 10;

    private static final int DELIVERIES = 64;
    private static final int LARGEST = 5000;
    private static final Actor LMTP = Actor.delivery("lmtp", "d1");

    /** What is full in a round. */
    private enum Edge {
        STORAGE,
        MESSAGES,
        GRACE,
        DOMAIN,
        MAILBOX
    }

    /** One round: what each delivery is as large as, and the limit. */
    private record Round(Edge edge, long seed, List<Integer> sizes, Limits limits) {
        long grace() {
            return edge == Edge.GRACE ? LARGEST / 2 : 0;
        }

        UserName user(int delivery) {
            String name = edge == Edge.DOMAIN ? "u" + delivery % 7 : "u";
            return UserName.of(name + "@r" + seed + ".example");
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
            case STORAGE, GRACE, DOMAIN -> new Limits(OptionalLong.of(random.nextLong(all)), OptionalLong.empty());
            case MESSAGES, MAILBOX -> new Limits(OptionalLong.empty(), OptionalLong.of(random.nextInt(DELIVERIES)));
        };
        return new Round(edge, number, sizes, limits);
    }

    private static FixedLimits limits(Round round) {
        Allowance allowance =
                new Allowance(round.limits().octets(), round.limits().messages());
        FixedLimits limits = new FixedLimits();
        for (int i = 0; i < DELIVERIES; i++) {
            boolean own = round.edge() != Edge.DOMAIN && round.edge() != Edge.MAILBOX;
            limits.user(round.user(i), own ? allowance : Allowance.NONE);
        }
        if (round.edge() == Edge.DOMAIN) {
            limits.domain(round.user(0).domain(), allowance);
        }
        OptionalLong ofMailbox = round.edge() == Edge.MAILBOX ? round.limits().messages() : OptionalLong.empty();
        return limits.rules(new UserRules(
                OptionalLong.empty(), ofMailbox, OptionalLong.empty(), new Share(round.grace(), 0), FolderRules.NONE));
    }

    private static void play(MailStore inside, Round round) throws Exception {
        QuotaStore store = new QuotaStore(inside, limits(round), QuotaListener.NONE);
        List<Boolean> placed = Parallel.run(DELIVERIES, i -> () -> deliver(store, round, i));
        long octets = 0;
        long messages = 0;
        for (int i = 0; i < DELIVERIES; i++) {
            octets += placed.get(i) ? round.sizes().get(i) : 0;
            messages += placed.get(i) ? 1 : 0;
        }
        assertThat(use(store, round)).isEqualTo(StorageUse.unlimited(octets, messages));
        long limit = round.limits().octets().orElse(Long.MAX_VALUE);
        long most = round.limits().messages().orElse(Long.MAX_VALUE);
        assertThat(octets - round.grace()).isLessThanOrEqualTo(limit);
        assertThat(messages).isLessThanOrEqualTo(most);
        // Usage only rises in a round: what would not fit now did not fit any time later than it was refused.
        for (int i = 0; i < DELIVERIES; i++) {
            if (!placed.get(i)) {
                boolean fits = messages < most && fits(round.sizes().get(i), limit - octets, round.grace());
                assertThat(fits).as("refused: %s octets", round.sizes().get(i)).isFalse();
            }
        }
        for (int i = 0; i < DELIVERIES; i++) {
            store.remove(round.user(i));
        }
    }

    private static boolean fits(long size, long left, long grace) {
        return size <= left || (left > 0 && size <= left + grace);
    }

    /** What the mailboxes hold, whatever the quota says of them. */
    private static StorageUse use(QuotaStore store, Round round) throws StoreException {
        long octets = 0;
        long messages = 0;
        int users = round.edge() == Edge.DOMAIN ? 7 : 1;
        for (int i = 0; i < users; i++) {
            try (Mailbox inbox = store.unguarded().open(round.user(i)).open(MailboxName.INBOX)) {
                octets += inbox.refresh().totalOctets();
                messages += inbox.refresh().size();
            }
        }
        return StorageUse.unlimited(octets, messages);
    }

    private static boolean deliver(QuotaStore store, Round round, int number) throws StoreException {
        Optional<Problem> problem = Optional.empty();
        try (Spool spool = store.spool();
                Mailbox inbox = store.open(round.user(number), LMTP).open(MailboxName.INBOX)) {
            spool.write(ByteBuffer.allocate(round.sizes().get(number)));
            try (SpooledMessage message = spool.seal()) {
                inbox.append(List.of(Arrival.last(message, Flags.NONE, Instant.EPOCH)));
            }
        } catch (StoreException e) {
            problem = Optional.of(e.problem());
        }
        assertThat(problem).isIn(Optional.empty(), Optional.of(Problem.OVER_QUOTA));
        return problem.isEmpty();
    }
}
