package org.postern.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postern.store.comparison.StoreComparison;
import org.postern.store.laws.AccessLaws;
import org.postern.store.laws.AnnotationLaws;
import org.postern.store.laws.AppendLaws;
import org.postern.store.laws.ConcurrencyLaws;
import org.postern.store.laws.CopyLaws;
import org.postern.store.laws.ExpungeLaws;
import org.postern.store.laws.FlagLaws;
import org.postern.store.laws.HeldLaws;
import org.postern.store.laws.MarkLaws;
import org.postern.store.laws.NameLaws;
import org.postern.store.laws.ProvenanceLaws;
import org.postern.store.laws.RenameLaws;
import org.postern.store.laws.ReplaceLaws;
import org.postern.store.laws.WatchLaws;
import org.postern.store.memory.MemoryStore;

/**
 * Every law of the store, for one backend. After each test the invariants are checked, then the store is closed and
 * opened again where the backend can, and must be as it was.
 */
public abstract class MailStoreContract
        implements AppendLaws,
                FlagLaws,
                ExpungeLaws,
                HeldLaws,
                CopyLaws,
                ReplaceLaws,
                ProvenanceLaws,
                MarkLaws,
                NameLaws,
                RenameLaws,
                WatchLaws,
                AnnotationLaws,
                AccessLaws,
                ConcurrencyLaws {
    /** Of the random comparison; {@code -Dpostern.comparison.seeds=500} looks longer. */
    private static final int SEEDS = Integer.getInteger("postern.comparison.seeds", 6);

    private MailStore store;

    /** A fresh, empty store, in a place of its own at each call. */
    protected abstract MailStore create(StoreLimits limits, InstantSource clock) throws Exception;

    /**
     * Closes the store and opens another on what it left. A backend that keeps nothing returns the same store, still open.
     */
    protected abstract MailStore restarted(MailStore before, StoreLimits limits, InstantSource clock) throws Exception;

    @Override
    public MailStore store() {
        return store;
    }

    /** Restarts in the middle of a test; handles from before are not to be used any more. */
    protected void restart() throws Exception {
        store = restarted(store, LIMITS, Clock.systemUTC());
    }

    @BeforeEach
    void open() throws Exception {
        store = create(LIMITS, Clock.systemUTC());
    }

    /** Called before the invariants are checked, where something is not to outlive a restart. */
    protected void settle() throws Exception {
        // everything does
    }

    @AfterEach
    void checkAndClose() throws Exception {
        settle();
        List<StoreInvariants.Box> before = checkAll();
        restart();
        List<StoreInvariants.Box> after = checkAll();
        assertThat(after).hasSameSizeAs(before);
        for (int i = 0; i < before.size(); i++) {
            before.get(i).assertStillIn(after.get(i));
        }
        store.close();
        assertThat(problem(() -> store.open(ALICE))).isEqualTo(Problem.UNAVAILABLE);
    }

    private List<StoreInvariants.Box> checkAll() throws Exception {
        List<StoreInvariants.Box> boxes = new ArrayList<>(StoreInvariants.check(store.open(ALICE)));
        boxes.addAll(StoreInvariants.check(store.open(BOB)));
        return boxes;
    }

    @Test
    void randomOperationsEndAsInTheModel() {
        Clock clock = Clock.systemUTC();
        new StoreComparison(
                        () -> new MemoryStore(clock, LIMITS),
                        () -> create(LIMITS, clock),
                        before -> restarted(before, LIMITS, clock))
                .run(SEEDS, 150);
    }

    @Test
    void uidsAndValiditiesAreNotUsedAgainAfterARestart() throws Exception {
        UidSet uids = putAll(inbox(), "a", "b", "c");
        long validity = inbox().info().uidValidity();
        long gone = created("Work").info().uidValidity();
        alice().delete(name("Work"));
        inbox().expunge(UidSet.of(uids.max()));
        restart();
        assertThat(inbox().info().uidValidity()).isEqualTo(validity);
        assertThat(put(inbox(), "d")).isGreaterThan(uids.max());
        assertThat(created("Work").info().uidValidity()).isNotEqualTo(gone);
        assertThat(created("Other").info().uidValidity()).isNotEqualTo(gone);
    }

    @Test
    void handlesOfAClosedStoreFail() throws Exception {
        MailStore open = create(LIMITS, Clock.systemUTC());
        Account account = open.open(BOB);
        Mailbox mailbox = account.open(MailboxName.INBOX);
        open.close();
        open.close();
        assertThat(problem(() -> open.open(BOB))).isEqualTo(Problem.UNAVAILABLE);
        assertThat(problem(open::spool)).isEqualTo(Problem.UNAVAILABLE);
        assertThat(problem(account::mailboxes)).isEqualTo(Problem.UNAVAILABLE);
        assertThat(problem(mailbox::refresh)).isEqualTo(Problem.UNAVAILABLE);
        assertThat(problem(() -> mailbox.expunge(UidSet.ALL))).isEqualTo(Problem.UNAVAILABLE);
    }

    @Test
    void messagesAreHeldForAWhileOnly() throws Exception {
        Instant noon = Instant.parse("2026-11-23T12:00:00Z");
        AtomicReference<Instant> now = new AtomicReference<>(noon);
        store.close();
        store = create(LIMITS, now::get);
        Mailbox inbox = inbox();
        inbox.expunge(putAll(inbox, "early"));
        now.set(noon.plus(StoreLimits.KEEP_EXPUNGED).minus(Duration.ofHours(1)));
        inbox.expunge(putAll(inbox, "late"));
        assertThat(alice().held().list()).hasSize(2);
        now.set(noon.plus(StoreLimits.KEEP_EXPUNGED).plus(Duration.ofHours(1)));
        assertThat(alice().held().list()).extracting(HeldMessage::octets).containsExactly((long)
                message("late").length);
        assertThat(inbox.refresh().isEmpty()).isTrue();
        restart();
        assertThat(alice().held().list()).hasSizeLessThanOrEqualTo(1);
    }
}
