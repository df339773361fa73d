package org.postern.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.postern.store.MailStore;
import org.postern.store.MailboxName;
import org.postern.store.Problem;
import org.postern.store.StorageUse;
import org.postern.store.StoreException;
import org.postern.store.UidSet;
import org.postern.store.UserName;

/** Who has no limit of storage shares that of the domain, which is everybody's ceiling. */
interface QuotaPoolLaws extends QuotaLaws {
    @Test
    default void unlimitedUsersShareTheDomainAndItIsEverybodysCeiling() throws Exception {
        limits().user(ALICE, Allowance.NONE)
                .user(BOB, Allowance.ofOctets(5000))
                .domain("example.org", Allowance.ofOctets(1000));
        put(inbox(BOB), 400);
        put(inbox(), 500);
        put(inbox(CAROL), 9000);
        assertThat(problem(() -> put(inbox(), 101))).isEqualTo(Problem.OVER_QUOTA);
        assertThat(problem(() -> put(inbox(BOB), 101))).isEqualTo(Problem.OVER_QUOTA);
        assertThat(problem(() -> store().open(BOB).requireRoom(101))).isEqualTo(Problem.OVER_QUOTA);
        assertThat(store().useOf("example.org").octets()).isEqualTo(900);
        inbox(BOB).expunge(UidSet.ALL);
        put(inbox(), 500);
        store().remove(ALICE);
        put(inbox(BOB), 1000);
        store().open(BOB).delete(name("Trash"));
        assertThat(store().useOf("example.org").octets()).isEqualTo(1000);
    }

    @Test
    default void aDomainLimitSetLaterCountsWhatIsThere() throws Exception {
        limits().user(ALICE, Allowance.NONE).user(BOB, Allowance.NONE).domain("example.org", Allowance.ofOctets(1000));
        put(inbox(BOB), 400);
        limits().domain("example.org", Allowance.NONE);
        put(inbox(), 600);
        limits().domain("example.org", Allowance.ofOctets(1200));
        assertThat(problem(() -> put(inbox(BOB), 201))).isEqualTo(Problem.OVER_QUOTA);
        put(inbox(BOB), 200);
    }

    @Test
    default void aWarningCountsForWhoShareTheDomain() throws Exception {
        limits().user(ALICE, Allowance.NONE).user(BOB, Allowance.NONE).domain("example.org", Allowance.ofOctets(1000));
        MailStore inside = store().unguarded();
        QuotaStore warning = new QuotaStore(inside, limits(), new QuotaLog() {
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
    default void whoHasALimitOfMessagesOnlySharesTheDomainsStorage() throws Exception {
        limits().user(ALICE, Allowance.ofMessages(100))
                .user(BOB, Allowance.NONE)
                .domain("example.org", Allowance.ofOctets(1000));
        put(inbox(BOB), 500);
        put(inbox(), 350);
        assertThat(log().take()).containsExactly("alice 80");
        assertThat(alice().use()).isEqualTo(new StorageUse(350, 1, OptionalLong.of(1000), OptionalLong.of(100)));
        assertThat(alice().sharedUse()).isEqualTo(new StorageUse(850, 1, OptionalLong.of(1000), OptionalLong.of(100)));
        assertThat(store().open(BOB).sharedUse())
                .isEqualTo(new StorageUse(850, 2, OptionalLong.of(1000), OptionalLong.empty()));
        limits().user(BOB, Allowance.ofOctets(5000));
        assertThat(store().open(BOB).sharedUse())
                .isEqualTo(new StorageUse(500, 1, OptionalLong.of(5000), OptionalLong.empty()));
    }

    @Test
    default void whereNothingIsLimitedNothingIsShared() throws Exception {
        limits().user(ALICE, Allowance.NONE).user(BOB, Allowance.NONE);
        put(inbox(BOB), 500);
        put(inbox(), 350);
        assertThat(alice().sharedUse()).isEqualTo(alice().use()).isEqualTo(StorageUse.unlimited(350, 1));
    }

    @Test
    default void deliveriesToManyUsersFillTheirDomainAndNoMore() throws Exception {
        limits().domain("pool.org", Allowance.ofMessages(20));
        List<UserName> users = IntStream.range(0, 6)
                .mapToObj(i -> UserName.of("u" + i + "@pool.org"))
                .toList();
        users.forEach(user -> limits().user(user, Allowance.NONE));
        long placed = deliverAtOnce(48, i -> users.get(i % 6), 10);
        assertThat(placed).isEqualTo(20);
        assertThat(store().useOf("pool.org").messages()).isEqualTo(20);
    }
}
