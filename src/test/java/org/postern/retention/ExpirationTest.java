package org.postern.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.MovableClock;
import org.postern.Property;
import org.postern.audit.Audit;
import org.postern.store.Account;
import org.postern.store.Arrival;
import org.postern.store.Change;
import org.postern.store.CopyOutcome;
import org.postern.store.Flags;
import org.postern.store.MailStore;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.Spool;
import org.postern.store.SpooledMessage;
import org.postern.store.StoreException;
import org.postern.store.SystemFlag;
import org.postern.store.UidSet;
import org.postern.store.UserName;
import org.postern.store.Watch;
import org.postern.store.maildir.MaildirSettings;
import org.postern.store.maildir.MaildirStore;
import org.postern.store.memory.MemoryStore;

/** Rules on a Maildir. */
final class ExpirationTest {
    private static final UserName ALICE = UserName.of("alice@example.org");
    private static final MailboxName TRASH = new MailboxName("Trash");

    @TempDir
    private Path directory;

    private final MovableClock clock = new MovableClock();
    private List<RetentionRule> rules = List.of(rule("\\Trash", 30));
    private MailStore store;

    @BeforeEach
    void open() throws StoreException {
        store = MaildirStore.open(directory.resolve("mail"), MaildirSettings.of("h"), clock, new Random(1));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static RetentionRule rule(String mailboxes, int days) {
        return new RetentionRule(mailboxes, Optional.of(Duration.ofDays(days)));
    }

    private Expiration expiration() {
        return new Expiration(user -> rules, new Audit(), clock, 2);
    }

    private Account alice() throws StoreException {
        return store.open(ALICE);
    }

    /** Places messages that are said to have been received then. */
    private UidSet put(Mailbox mailbox, int count, Instant received) throws StoreException {
        List<Arrival> arrivals = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            try (Spool spool = store.spool()) {
                spool.write(ByteBuffer.wrap("Subject: x\r\n\r\nx\r\n".getBytes(StandardCharsets.US_ASCII)));
                SpooledMessage message = spool.seal();
                arrivals.add(new Arrival(message, Flags.of(SystemFlag.FLAGGED), received));
            }
        }
        try {
            return mailbox.append(arrivals);
        } finally {
            arrivals.forEach(arrival -> arrival.message().close());
        }
    }

    private UidSet uids(MailboxName name) throws StoreException {
        try (Mailbox mailbox = alice().open(name)) {
            return mailbox.refresh().uids();
        }
    }

    @Test
    void ageCountsFromWhenAMessageCameIntoTheMailbox() throws Exception {
        try (Mailbox inbox = alice().open(MailboxName.INBOX);
                Mailbox trash = alice().open(TRASH)) {
            UidSet uids = put(inbox, 3, Instant.EPOCH);
            clock.advance(Duration.ofDays(20));
            inbox.move(UidSet.of(uids.min()), trash);
            clock.advance(Duration.ofDays(20));
            inbox.move(UidSet.of(uids.max()), trash);
            assertThat(expiration().due(alice())).isEmpty();
            clock.advance(Duration.ofDays(10).plusSeconds(1));
            assertThat(expiration().due(alice()))
                    .singleElement()
                    .satisfies(due -> assertThat(due.messages()).isEqualTo(1));
            assertThat(trash.refresh().size()).as("only looked at").isEqualTo(2);
            assertThat(expiration().perform(alice())).isEqualTo(1);
            assertThat(trash.refresh().uids()).isEqualTo(UidSet.of(2));
            assertThat(inbox.refresh().size()).isEqualTo(1);
        }
    }

    @Test
    void sessionsAreToldInBatchesAndWhatWentCanComeBackForAnotherWhile() throws Exception {
        try (Mailbox trash = alice().open(TRASH)) {
            UidSet uids = put(trash, 5, clock.instant());
            List<Change> told = new ArrayList<>();
            clock.advance(Duration.ofDays(31));
            Watch watch = trash.watch(told::add);
            assertThat(expiration().perform(alice())).isEqualTo(5);
            watch.close();
            assertThat(told).hasSize(3).allMatch(Change.Expunged.class::isInstance);
            assertThat(trash.refresh().isEmpty()).isTrue();
            assertThat(alice().held().list()).hasSize(5);
            alice().held().restore(alice().held().list());
            assertThat(trash.refresh().size()).isEqualTo(5);
            assertThat(expiration().perform(alice())).isZero();
            assertThat(trash.refresh().uids().min()).isGreaterThan(uids.max());
        }
    }

    @Test
    void theFirstRuleThatMatchesCountsAndAMailboxIsFoundByItsUse() throws Exception {
        alice().rename(TRASH, new MailboxName("Papierkorb"));
        alice().create(new MailboxName("Lists/keep"), Optional.empty());
        alice().create(new MailboxName("Lists/go"), Optional.empty());
        rules = List.of(new RetentionRule("*/keep", Optional.empty()), rule("Lists/*", 1), rule("\\Trash", 2));
        for (String name : List.of("Papierkorb", "Lists/keep", "Lists/go", "INBOX")) {
            try (Mailbox mailbox = alice().open(new MailboxName(name))) {
                put(mailbox, 1, Instant.EPOCH);
            }
        }
        clock.advance(Duration.ofDays(1).plusSeconds(1));
        assertThat(expiration().remove(alice()))
                .extracting(one -> one.mailbox().path())
                .containsExactly("Lists/go");
        clock.advance(Duration.ofDays(100));
        assertThat(expiration().remove(alice()))
                .extracting(one -> one.mailbox().path())
                .containsExactly("Papierkorb");
        assertThat(uids(new MailboxName("Lists/keep")).size()).isEqualTo(1);
        assertThat(uids(MailboxName.INBOX).size()).isEqualTo(1);
    }

    @Test
    void whatDoesNotSayWhenItCameStays() throws Exception {
        uids(TRASH);
        Path trash = directory.resolve("mail/example.org/alice/.Trash/cur");
        Files.writeString(trash.resolve("odd-name:2,S"), "Subject: x\n\n");
        Files.writeString(trash.resolve("9999999999.future:2,S"), "Subject: x\n\n");
        Files.writeString(trash.resolve("1000000000.old:2,S"), "Subject: x\n\n");
        clock.advance(Duration.ofDays(1000));
        assertThat(expiration().perform(alice())).isEqualTo(1);
        try (Stream<Path> left = Files.list(trash)) {
            assertThat(left)
                    .hasSize(2)
                    .noneMatch(file -> file.getFileName().toString().startsWith("1000"));
        }
    }

    /** What a random life of an account is made of. */
    private enum Act {
        ARRIVE,
        ARRIVE_FROM_THE_FUTURE,
        DISCARD,
        TAKE_BACK,
        FORWARD,
        BACK,
        EXPIRE,
        LOSE_THE_INDEX
    }

    private void holdsForLives(int seeds) {
        rules = List.of(rule("\\Trash", 7));
        Property.holds(
                seeds,
                random -> IntStream.range(0, 50)
                        .mapToObj(i -> Act.values()[random.nextInt(Act.values().length)])
                        .toList(),
                acts -> {
                    store.remove(ALICE);
                    live(acts);
                });
    }

    @Test
    void inARandomLifeNothingYoungerGoesAndAllThatIsOldDoes() {
        holdsForLives(5);
    }

    @Test
    void inManyRandomLivesInMemoryToo() {
        store.close();
        store = new MemoryStore(clock);
        holdsForLives(300);
    }

    private void live(List<Act> acts) throws Exception {
        Map<Long, Instant> inTrash = new HashMap<>();
        Random random = new Random(acts.size());
        for (Act act : acts) {
            Instant now = clock.instant();
            switch (act) {
                case ARRIVE, ARRIVE_FROM_THE_FUTURE -> {
                    Duration off = Duration.ofDays(act == Act.ARRIVE ? -400 : 400);
                    try (Mailbox inbox = alice().open(MailboxName.INBOX)) {
                        put(inbox, 3, now.plus(off));
                    }
                }
                case DISCARD ->
                    one(MailboxName.INBOX, TRASH)
                            .ifPresent(moved -> inTrash.put(moved.target().min(), now));
                case TAKE_BACK ->
                    one(TRASH, MailboxName.INBOX)
                            .ifPresent(moved -> inTrash.remove(moved.source().min()));
                case FORWARD -> clock.advance(Duration.ofHours(random.nextInt(200)));
                case BACK -> clock.advance(Duration.ofHours(-random.nextInt(200)));
                case EXPIRE -> {
                    expiration().perform(alice());
                    // Truncated as names are; the store may name a message later than now, never earlier.
                    inTrash.values().removeIf(saved -> rules.get(0).isOver(saved, now));
                }
                case LOSE_THE_INDEX -> loseIndexes();
            }
            assertThat(uids(TRASH).stream())
                    .as("%s at %s", act, now)
                    .containsExactlyElementsOf(
                            inTrash.keySet().stream().sorted().toList());
        }
    }

    private Optional<CopyOutcome> one(MailboxName from, MailboxName to) throws StoreException {
        try (Mailbox source = alice().open(from);
                Mailbox target = alice().open(to)) {
            UidSet there = source.refresh().uids();
            return there.isEmpty() ? Optional.empty() : Optional.of(source.move(UidSet.of(there.min()), target));
        }
    }

    private void loseIndexes() throws StoreException, IOException {
        if (store instanceof MemoryStore) {
            return; // it has none
        }
        store.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(f -> f.endsWith("postern.index")).toList()) {
                Files.delete(file);
            }
        }
        open();
    }
}
