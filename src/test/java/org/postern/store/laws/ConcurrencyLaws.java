package org.postern.store.laws;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.postern.store.Change;
import org.postern.store.ChangeLog;
import org.postern.store.FlagChange;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.MailboxSnapshot;
import org.postern.store.Parallel;
import org.postern.store.Problem;
import org.postern.store.StoreException;
import org.postern.store.StoreLaws;
import org.postern.store.SystemFlag;
import org.postern.store.UidSet;
import org.postern.store.Watch;

/** Nothing is lost, doubled or stuck when many do the same at once. */
public interface ConcurrencyLaws extends StoreLaws {

    @Test
    default void parallelArrivalsGetUidsOfTheirOwn() throws Exception {
        List<Map<Long, String>> all = Parallel.run(8, thread -> () -> {
            Map<Long, String> mine = new TreeMap<>();
            Mailbox inbox = inbox();
            for (int i = 0; i < 12; i++) {
                String tag = "from " + thread + ", number " + i;
                mine.put(put(inbox, tag), tag);
            }
            return mine;
        });
        Mailbox inbox = inbox();
        assertThat(inbox.refresh().size()).isEqualTo(96);
        for (Map<Long, String> mine : all) {
            for (Map.Entry<Long, String> one : mine.entrySet()) {
                assertThat(octets(inbox, one.getKey())).isEqualTo(message(one.getValue()));
            }
        }
    }

    /** RFC 9051 2.3.1.1: UIDs rise, so a client that has seen UIDNEXT n must never miss a message below n. */
    @Test
    default void noMessageAppearsBelowAUidNextThatWasSeen() throws Exception {
        Parallel.run(4, thread -> () -> {
            Mailbox inbox = inbox();
            MailboxSnapshot before = inbox.refresh();
            for (int i = 0; i < 25; i++) {
                if (thread > 0) {
                    putAll(inbox, "a", "b");
                }
                MailboxSnapshot now = inbox.refresh();
                UidSet fresh = now.uids().minus(before.uids());
                assertThat(fresh.isEmpty() || fresh.min() >= before.uidNext()).isTrue();
                before = now;
            }
            return thread;
        });
        assertThat(inbox().refresh().size()).isEqualTo(150);
    }

    @Test
    default void parallelFlagsAreAllKept() throws Exception {
        Mailbox inbox = inbox();
        UidSet uids = putAll(inbox, "a", "b", "c", "d", "e", "f");
        SystemFlag[] flags = SystemFlag.values();
        Parallel.run(flags.length, thread -> () -> {
            Mailbox mine = inbox();
            for (long uid : uids.stream().toArray()) {
                add(mine, UidSet.of(uid), Flags.of(flags[thread]));
            }
            return thread;
        });
        for (long uid : uids.stream().toArray()) {
            assertThat(flags(inbox, uid)).isEqualTo(Flags.of(flags));
        }
    }

    @Test
    default void parallelExpungesShareTheMessagesOut() throws Exception {
        Mailbox inbox = inbox();
        UidSet uids = putAll(inbox, "a", "b", "c", "d", "e", "f", "g", "h");
        List<UidSet> shares = Parallel.run(6, thread -> () -> {
            UidSet mine = UidSet.NONE;
            for (long uid : uids.stream().toArray()) {
                mine = mine.plus(inbox().expunge(UidSet.range(uids.min(), uid)));
            }
            return mine;
        });
        assertShared(shares, uids);
        assertThat(inbox.refresh().isEmpty()).isTrue();
    }

    private static void assertShared(List<UidSet> shares, UidSet all) {
        UidSet seen = UidSet.NONE;
        for (UidSet share : shares) {
            assertThat(seen.and(share)).isEqualTo(UidSet.NONE);
            seen = seen.plus(share);
        }
        assertThat(seen).isEqualTo(all);
    }

    @Test
    default void parallelMovesTakeEachMessageOnce() throws Exception {
        Mailbox inbox = inbox();
        List<Mailbox> targets = List.of(created("A"), created("B"), created("C"));
        UidSet uids = putAll(inbox, "a", "b", "c", "d", "e", "f");
        List<UidSet> shares = Parallel.run(3, thread -> () -> {
            UidSet mine = UidSet.NONE;
            for (long uid : uids.stream().toArray()) {
                mine = mine.plus(
                        inbox().move(UidSet.of(uid), targets.get(thread)).source());
            }
            return mine;
        });
        assertShared(shares, uids);
        assertThat(alice().use().messages()).isEqualTo(6);
    }

    @Test
    default void movesToAndFroNeitherLoseNorLockUp() throws Exception {
        Mailbox here = created("Here");
        Mailbox there = created("There");
        putAll(here, "a", "b", "c");
        putAll(there, "d", "e", "f");
        Parallel.run(4, thread -> () -> {
            for (int i = 0; i < 15; i++) {
                if (thread % 2 == 0) {
                    here.move(UidSet.ALL, there);
                } else {
                    there.move(UidSet.ALL, here);
                }
            }
            return thread;
        });
        List<String> left = new ArrayList<>();
        for (Mailbox mailbox : List.of(here, there)) {
            for (long uid : mailbox.refresh().uids().stream().toArray()) {
                left.add(new String(octets(mailbox, uid), US_ASCII).substring(30, 31));
            }
        }
        assertThat(left).containsExactlyInAnyOrder("a", "b", "c", "d", "e", "f");
    }

    @Test
    default void arrivalsRacingWithDeletionEitherArriveOrAreRefused() throws Exception {
        for (int round = 0; round < 10; round++) {
            Mailbox work = created("Work");
            Parallel.run(3, thread -> () -> {
                try {
                    if (thread == 0) {
                        alice().delete(name("Work"));
                    } else {
                        put(work, "racing");
                    }
                } catch (StoreException e) {
                    assertThat(e.problem()).isEqualTo(Problem.MAILBOX_GONE);
                }
                return thread;
            });
            assertThat(problem(() -> alice().open(name("Work")))).isEqualTo(Problem.NO_SUCH_MAILBOX);
        }
        assertThat(alice().use().messages()).isZero();
    }

    /** Playing the changes back must end at the mailbox as it is: commit order, each once. */
    @Test
    default void changesToldUnderLoadAddUp() throws Exception {
        ChangeLog log = new ChangeLog();
        SystemFlag[] flags = SystemFlag.values();
        Mailbox inbox = inbox();
        try (Watch watch = inbox.watch(log)) {
            assertThat(watch).isNotNull();
            Parallel.run(4, thread -> () -> {
                Mailbox mine = inbox();
                for (int i = 0; i < 20; i++) {
                    UidSet uids = putAll(mine, "a", "b");
                    add(mine, uids, Flags.of(flags[thread]));
                    mine.expunge(UidSet.of(uids.min()));
                }
                return thread;
            });
            long marker = put(inbox, "marker");
            assertThat(replay(log, marker)).isEqualTo(inbox.refresh().uids());
        }
    }

    private static UidSet replay(ChangeLog log, long marker) throws InterruptedException {
        UidSet there = UidSet.NONE;
        while (!there.contains(marker)) {
            Change change = log.next();
            assertThat(change.mailbox()).isEqualTo(MailboxName.INBOX);
            if (change instanceof Change.Arrived arrived) {
                assertThat(there.isEmpty() || arrived.uids().min() > there.max())
                        .isTrue();
                there = there.plus(arrived.uids());
            } else if (change instanceof Change.Flagged flagged) {
                assertThat(flagged.uids().minus(there)).isEqualTo(UidSet.NONE);
            } else if (change instanceof Change.Expunged expunged) {
                assertThat(expunged.uids().minus(there)).isEqualTo(UidSet.NONE);
                there = there.minus(expunged.uids());
            }
        }
        return there;
    }

    /** What was told as changed holds wherever the message is, however the change and a move overlap. */
    @Test
    default void aFlagSetDuringAMoveGoesAlong() throws Exception {
        int messages = 60;
        try (Mailbox from = inbox();
                Mailbox to = created("To")) {
            String[] tags = new String[messages];
            for (int i = 0; i < messages; i++) {
                tags[i] = "m" + i;
            }
            UidSet all = putAll(from, tags);
            Map<Long, Long> moved = new ConcurrentHashMap<>();
            Set<Long> flagged = ConcurrentHashMap.newKeySet();
            Parallel.run(2, i -> () -> {
                for (var it = all.iterator(); it.hasNext(); ) {
                    UidSet one = UidSet.of(it.nextLong());
                    if (i == 0) {
                        moved.put(one.min(), from.move(one, to).target().min());
                    } else if (!from.flag(one, FlagChange.add(Flags.of(SystemFlag.FLAGGED)), Optional.empty())
                            .changed()
                            .isEmpty()) {
                        flagged.add(one.min());
                    }
                }
                return i;
            });
            MailboxSnapshot rows = to.refresh();
            assertThat(moved).hasSize(messages);
            for (long uid : flagged) {
                int row = rows.indexOf(Objects.requireNonNull(moved.get(uid)));
                assertThat(rows.flags(row).has(SystemFlag.FLAGGED))
                        .as("uid %s", uid)
                        .isTrue();
            }
        }
    }
}
