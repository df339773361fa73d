package org.postern.imap.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.postern.ProcessorTime;
import org.postern.imap.codec.CommandText;
import org.postern.imap.response.Refusal;
import org.postern.imap.syntax.Addressing;
import org.postern.imap.syntax.MessageSet;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.FlagChange;
import org.postern.store.Flags;
import org.postern.store.MailboxInfo;
import org.postern.store.MailboxName;
import org.postern.store.MailboxSnapshot;
import org.postern.store.ModSeq;
import org.postern.store.SystemFlag;
import org.postern.store.UidSet;

final class MailboxViewTest {
    private static final MailboxInfo INFO = new MailboxInfo(MailboxName.INBOX, "id", 7);
    private static final Flags SEEN = Flags.of(SystemFlag.SEEN);

    @Test
    void setsNameOnlyWhatTheClientKnows() throws Exception {
        MailboxView view = new MailboxView(snapshot(new TreeMap<>(Map.of(3L, SEEN, 5L, SEEN, 9L, SEEN))));
        assertThat(sequences(view, "1:*")).isEqualTo("3,5,9");
        assertThat(sequences(view, "*")).isEqualTo("9");
        assertThat(sequences(view, "2:1,*:3")).isEqualTo("3,5,9");
        assertThat(uids(view, "1:4")).isEqualTo("3");
        assertThat(uids(view, "100:*")).isEqualTo("9");
        assertThat(uids(view, "4,6:8,100")).isEmpty();
        assertThat(uids(view, "1:4294967295")).isEqualTo("3,5,9");
        for (String beyond : List.of("4", "1:4", "4:*", "*,4", "4294967295")) {
            assertThat(catchThrowableOfType(Refusal.class, () -> sequences(view, beyond)))
                    .as(beyond)
                    .isNotNull();
        }
    }

    @Test
    void rowsAreFoundByNumberAlsoWhileAnExpungeIsWithheld() {
        SortedMap<Long, Flags> rows = new TreeMap<>(Map.of(3L, SEEN, 5L, SEEN, 9L, SEEN));
        MailboxView view = new MailboxView(snapshot(rows));
        assertThat(List.of(view.rowOf(1), view.rowOf(2), view.rowOf(3))).containsExactly(0, 1, 2);
        assertThat(List.of(view.sequenceFrom(1), view.sequenceFrom(5), view.sequenceFrom(6), view.sequenceFrom(10)))
                .containsExactly(1, 2, 3, 4);
        rows.remove(5L);
        view.advance(snapshot(rows), Expunges.WITHHELD);
        assertThat(view.rowOf(1)).isZero();
        assertThat(view.rowOf(2)).isNegative();
        assertThat(view.rowOf(3)).isEqualTo(1);
        assertThat(List.of(view.sequenceFrom(4), view.sequenceFrom(6))).containsExactly(2, 3);
    }

    @Test
    void anEmptyMailboxHasNoLastMessage() throws Exception {
        MailboxView view = new MailboxView(snapshot(new TreeMap<>()));
        assertThat(sequences(view, "1:*")).isEmpty();
        assertThat(sequences(view, "*")).isEmpty();
        assertThat(uids(view, "1:*")).isEmpty();
        assertThat(catchThrowableOfType(Refusal.class, () -> sequences(view, "1")))
                .isNotNull();
    }

    @Test
    void hostileSetsTakeNoLonger() throws Exception {
        TreeMap<Long, Flags> many = new TreeMap<>();
        for (long uid = 1; uid <= 50_000; uid++) {
            many.put(uid, Flags.NONE);
        }
        MailboxView view = new MailboxView(snapshot(many));
        String set = "1:*" + ",1:*".repeat(16_000);
        ProcessorTime.atMost(Duration.ofSeconds(10), () -> {
            assertThat(sequences(view, set)).isEqualTo("1:50000");
            assertThat(uids(view, set)).isEqualTo("1:50000");
        });
    }

    @Test
    void savedResultsForgetWhatIsExpunged() throws Exception {
        MailboxView view = new MailboxView(snapshot(new TreeMap<>(Map.of(1L, SEEN, 2L, SEEN))));
        view.save(UidSet.of(1, 2));
        view.advance(snapshot(new TreeMap<>(Map.of(2L, SEEN))), Expunges.TOLD);
        assertThat(sequences(view, "$")).isEqualTo("2");
    }

    @Test
    void newKeywordsAreNoticedOnce() {
        MailboxView view = new MailboxView(snapshot(new TreeMap<>(Map.of(1L, keyword("a")))));
        assertThat(view.advance(snapshot(new TreeMap<>(Map.of(1L, keyword("A")))), Expunges.TOLD)
                        .isEmpty())
                .isTrue();
        Updates updates = view.advance(snapshot(new TreeMap<>(Map.of(1L, keyword("b")))), Expunges.TOLD);
        assertThat(updates.keywords()).isEqualTo(Updates.Keywords.NEW);
        assertThat(view.keywords()).containsExactly("a", "b");
        updates = view.advance(snapshot(new TreeMap<>(Map.of(1L, keyword("a")))), Expunges.TOLD);
        assertThat(updates.keywords()).isEqualTo(Updates.Keywords.KNOWN);
    }

    /** A client that believes only what it is told must know the same as the view, whatever happens in which order. */
    @Test
    void aClientThatListensKnowsTheSame() {
        for (int seed = 0; seed < 300; seed++) {
            new Listening(seed).run();
        }
    }

    private static final class Listening {
        private final int seed;
        private final Random random;
        private final TreeMap<Long, Flags> truth = new TreeMap<>();
        private final List<Long> client = new ArrayList<>();
        private final Map<Long, Flags> believed = new HashMap<>();
        private final MailboxView view;
        private MailboxSnapshot newest = new MailboxSnapshot.Builder(INFO).build(1, ModSeq.ZERO);
        private long next = 1;

        Listening(int seed) {
            this.seed = seed;
            this.random = new Random(seed);
            // Now and then more than one chunk of rows, most of which stay as they are.
            for (int i = seed % 30 == 0 ? 1500 : 0; i > 0; i--) {
                truth.put(next++, SEEN);
            }
            change();
            this.view = new MailboxView(snapshot());
            truth.forEach((uid, flags) -> {
                client.add(uid);
                believed.put(uid, flags);
            });
        }

        void run() {
            for (int round = 0; round < 30; round++) {
                change();
                if (random.nextInt(3) == 0) {
                    store();
                }
                Expunges expunges = random.nextBoolean() ? Expunges.TOLD : Expunges.WITHHELD;
                listen(view.advance(snapshot(), expunges), expunges);
                check(expunges);
            }
        }

        private void change() {
            for (int i = random.nextInt(4); i > 0; i--) {
                truth.put(next, random.nextBoolean() ? SEEN : Flags.NONE);
                next += 1 + random.nextInt(3);
            }
            int rarely = truth.size() > 100 ? 500 : 8;
            for (Long uid : List.copyOf(truth.keySet())) {
                if (random.nextInt(rarely) == 0) {
                    truth.remove(uid);
                } else if (random.nextInt(rarely) == 0) {
                    truth.put(uid, random.nextBoolean() ? SEEN : Flags.NONE);
                }
            }
        }

        /** The truth as a snapshot that shares with the one before what did not change. */
        private MailboxSnapshot snapshot() {
            MailboxSnapshot.Builder edit = newest.edit();
            edit.remove(newest.uids()
                    .minus(UidSet.of(truth.keySet().stream().mapToLong(u -> u).toArray())));
            truth.forEach((uid, flags) -> {
                int row = newest.indexOf(uid);
                if (row < 0) {
                    edit.row(uid, flags, 1, 10, Instant.EPOCH);
                } else if (!newest.flags(row).equals(flags)) {
                    edit.change(uid, flags, 1);
                }
            });
            newest = edit.build(next, ModSeq.ZERO);
            return newest;
        }

        /** A silent STORE by this client, to which somebody else may object before it is told. */
        private void store() {
            FlagChange change = FlagChange.add(Flags.of(SystemFlag.FLAGGED));
            UidSet all = random.nextBoolean() ? view.all() : view.all().and(UidSet.range(1, 1 + random.nextInt(700)));
            truth.replaceAll((uid, flags) -> all.contains(uid) ? change.apply(flags) : flags);
            view.assume(all, change);
            all.forEach(uid -> believed.computeIfPresent(uid, (u, flags) -> change.apply(flags)));
            change();
        }

        private void listen(Updates updates, Expunges expunges) {
            assertThat(expunges == Expunges.TOLD || updates.expunged().size() == 0)
                    .as("seed %d", seed)
                    .isTrue();
            for (int i = 0; i < updates.expunged().size(); i++) {
                client.remove(updates.expunged().get(i) - 1);
            }
            updates.exists().ifPresent(count -> {
                for (int sequence = client.size() + 1; sequence <= count; sequence++) {
                    long uid = view.uid(sequence);
                    client.add(uid);
                    believed.put(uid, truth.getOrDefault(uid, Flags.NONE));
                }
                assertThat(client).as("seed %d", seed).hasSize(count);
            });
            updates.flags().forEach(uid -> believed.put(uid, truth.getOrDefault(uid, Flags.NONE)));
        }

        private void check(Expunges expunges) {
            assertThat(view.size()).as("seed %d", seed).isEqualTo(client.size());
            for (int i = 0; i < client.size(); i++) {
                long uid = client.get(i);
                assertThat(view.uid(i + 1)).as("seed %d", seed).isEqualTo(uid);
                assertThat(view.sequence(uid)).as("seed %d", seed).isEqualTo(i + 1);
                assertThat(view.row(uid) >= 0).as("seed %d", seed).isEqualTo(truth.containsKey(uid));
                if (truth.containsKey(uid)) {
                    assertThat(believed.get(uid))
                            .as("seed %d uid %d", seed, uid)
                            .isEqualTo(truth.get(uid));
                }
            }
            if (expunges == Expunges.TOLD) {
                assertThat(client).as("seed %d", seed).containsExactlyElementsOf(truth.keySet());
            }
        }
    }

    private static Flags keyword(String keyword) {
        return Flags.of(java.util.Set.of(), List.of(keyword));
    }

    private static String sequences(MailboxView view, String set) throws ImapSyntaxException, Refusal {
        return view.resolve(set(set), Addressing.SEQUENCE).toString();
    }

    private static String uids(MailboxView view, String set) throws ImapSyntaxException, Refusal {
        return view.resolve(set(set), Addressing.UID).toString();
    }

    private static MessageSet set(String text) throws ImapSyntaxException {
        return MessageSet.parse(new ImapLexer(CommandText.of(text)));
    }

    private static MailboxSnapshot snapshot(SortedMap<Long, Flags> rows) {
        MailboxSnapshot.Builder snapshot = new MailboxSnapshot.Builder(INFO);
        rows.forEach((uid, flags) -> snapshot.row(uid, flags, 1, 10, Instant.EPOCH));
        return snapshot.build(rows.isEmpty() ? 1 : rows.lastKey() + 1, ModSeq.ZERO);
    }
}
