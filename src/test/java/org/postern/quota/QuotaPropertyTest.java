package org.postern.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.postern.Property;
import org.postern.store.Arrival;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.Problem;
import org.postern.store.Spool;
import org.postern.store.SpooledMessage;
import org.postern.store.StorageUse;
import org.postern.store.StoreException;
import org.postern.store.UidSet;
import org.postern.store.UserName;
import org.postern.store.memory.MemoryStore;

/** Random arrivals, copies, moves and expunges: exactly what fits is let in, whatever happened before. */
final class QuotaPropertyTest {
    private static final List<UserName> USERS = List.of(
            UserName.of("limited@example.org"), UserName.of("counted@example.org"), UserName.of("free@example.org"));
    private static final FixedLimits LIMITS = new FixedLimits()
            .user(USERS.get(0), Allowance.ofOctets(1000))
            .user(USERS.get(1), Allowance.ofMessages(8))
            .user(USERS.get(2), Allowance.NONE)
            .domain("example.org", Allowance.ofOctets(2000));

    private enum Kind {
        APPEND,
        COPY,
        MOVE,
        EXPUNGE
    }

    /** {@code user} acts on its INBOX, towards {@code target}; {@code size} is of an arrival, or picks rows. */
    private record Act(Kind kind, int user, int target, int size) {}

    @Test
    void whatFitsIsLetInAndNothingElse() {
        Property.holds(40, QuotaPropertyTest::acts, QuotaPropertyTest::check);
    }

    private static List<Act> acts(Random random) {
        List<Act> acts = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            Kind kind = List.of(Kind.APPEND, Kind.APPEND, Kind.COPY, Kind.MOVE, Kind.EXPUNGE)
                    .get(random.nextInt(5));
            acts.add(new Act(kind, random.nextInt(3), random.nextInt(3), random.nextInt(300)));
        }
        return acts;
    }

    private static void check(List<Act> acts) throws Exception {
        try (QuotaStore store = new QuotaStore(new MemoryStore(Clock.systemUTC()), LIMITS, QuotaListener.NONE)) {
            for (Act act : acts) {
                run(store, act);
                long domain = 0;
                for (UserName user : USERS) {
                    StorageUse use = store.open(user).use();
                    assertThat(use.hasRoomFor(0, 0)).isTrue();
                    domain += use.octets();
                }
                assertThat(domain)
                        .isEqualTo(store.useOf("example.org").octets())
                        .isLessThanOrEqualTo(2000);
            }
        }
    }

    private static void run(QuotaStore store, Act act) throws StoreException {
        Mailbox from = store.open(USERS.get(act.user())).open(MailboxName.INBOX);
        Mailbox to = store.open(USERS.get(act.target())).open(MailboxName.INBOX);
        UidSet picked = picked(from, act.size());
        Amount amount = act.kind() == Kind.APPEND ? new Amount(act.size(), 1) : Amount.of(from.refresh(), picked);
        UserName gains = USERS.get(act.kind() == Kind.APPEND ? act.user() : act.target());
        boolean adds = act.kind() == Kind.APPEND
                || act.kind() == Kind.COPY
                || (act.kind() == Kind.MOVE && act.user() != act.target());
        boolean fits = !adds
                || amount.isNothing()
                || (amount.fits(store.open(gains).use()) && amount.fits(store.useOf("example.org")));
        try {
            switch (act.kind()) {
                case APPEND -> append(store, from, act.size());
                case COPY -> from.copy(picked, to);
                case MOVE -> from.move(picked, to);
                case EXPUNGE -> from.expunge(picked);
            }
            assertThat(fits).as("%s went through", act).isTrue();
        } catch (StoreException e) {
            assertThat(e.problem()).isEqualTo(Problem.OVER_QUOTA);
            assertThat(fits).as("%s was refused", act).isFalse();
        }
    }

    private static UidSet picked(Mailbox mailbox, int seed) throws StoreException {
        UidSet.Builder uids = new UidSet.Builder();
        mailbox.refresh().uids().forEach(uid -> {
            if ((uid * 31 + seed) % 3 == 0) {
                uids.add(uid);
            }
        });
        return uids.build();
    }

    private static void append(QuotaStore store, Mailbox mailbox, int size) throws StoreException {
        try (Spool spool = store.spool()) {
            spool.write(ByteBuffer.allocate(size));
            try (SpooledMessage message = spool.seal()) {
                mailbox.append(List.of(new Arrival(message, Flags.NONE, Instant.EPOCH)));
            }
        }
    }
}
