package org.postern.store.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.postern.store.Account;
import org.postern.store.Mailbox;
import org.postern.store.MailboxEntry;
import org.postern.store.MailboxEntry.Existence;
import org.postern.store.MailboxEntry.Subscription;
import org.postern.store.MailboxInfo;
import org.postern.store.MailboxName;
import org.postern.store.Problem;
import org.postern.store.SpecialUse;
import org.postern.store.StoreLaws;
import org.postern.store.UidSet;

/** Creating, deleting, subscribing, special use, accounts; renaming has its own laws. */
public interface NameLaws extends StoreLaws {

    @Test
    default void whatCannotBeCreatedIsRefused() throws Exception {
        Account alice = alice();
        Optional<SpecialUse> none = Optional.empty();
        assertThat(problem(() -> alice.create(MailboxName.INBOX, none))).isEqualTo(Problem.MAILBOX_EXISTS);
        assertThat(problem(() -> alice.create(name("Sent"), none))).isEqualTo(Problem.MAILBOX_EXISTS);
        assertThat(problem(() -> alice.create(name("Spam"), Optional.of(SpecialUse.JUNK))))
                .isEqualTo(Problem.CANNOT);
        assertThat(problem(() -> alice.create(name("Everything"), Optional.of(SpecialUse.ALL))))
                .isEqualTo(Problem.CANNOT);
        assertThat(problem(() -> alice.delete(MailboxName.INBOX))).isEqualTo(Problem.CANNOT);
        assertThat(problem(() -> alice.delete(name("Nowhere")))).isEqualTo(Problem.NO_SUCH_MAILBOX);
        assertThat(problem(() -> alice.open(name("Nowhere")))).isEqualTo(Problem.NO_SUCH_MAILBOX);
        assertThat(problem(() -> alice.status(name("Nowhere")))).isEqualTo(Problem.NO_SUCH_MAILBOX);
        assertThat(alice.mailboxes()).hasSize(6);
    }

    @Test
    default void thereIsALimitOfMailboxes() throws Exception {
        for (int i = 6; i < LIMITS.mailboxes(); i++) {
            created("m" + i);
        }
        assertThat(problem(() -> created("one too many"))).isEqualTo(Problem.LIMIT);
        assertThat(problem(() -> alice().rename(MailboxName.INBOX, name("one too many"))))
                .isEqualTo(Problem.LIMIT);
        alice().delete(name("m6"));
        created("fits again");
    }

    @Test
    default void aNewAccountHasInboxAndTheUsualMailboxesSubscribed() throws Exception {
        List<MailboxEntry> entries = alice().mailboxes();
        assertThat(entries)
                .extracting(e -> e.name().path())
                .containsExactly("INBOX", "Archive", "Drafts", "Junk", "Sent", "Trash");
        assertThat(entries).allSatisfy(e -> {
            assertThat(e.existence()).isEqualTo(Existence.SELECTABLE);
            assertThat(e.subscription()).isEqualTo(Subscription.SUBSCRIBED);
        });
        assertThat(entries)
                .extracting(MailboxEntry::specialUse)
                .containsExactly(
                        Set.of(),
                        Set.of(SpecialUse.ARCHIVE),
                        Set.of(SpecialUse.DRAFTS),
                        Set.of(SpecialUse.JUNK),
                        Set.of(SpecialUse.SENT),
                        Set.of(SpecialUse.TRASH));
    }

    @Test
    default void theListIsSortedWithInboxFirst() throws Exception {
        for (String name : List.of("Zoo", "INBOX/Below", "A", "a", "A/B", "inbox/below2", "\u00c4rger")) {
            alice().create(name(name), Optional.empty());
        }
        assertThat(alice().mailboxes())
                .extracting(MailboxEntry::name)
                .isSortedAccordingTo(MailboxName.INBOX_FIRST)
                .contains(name("INBOX/below2"), name("A"), name("a"), name("\u00c4rger"))
                .startsWith(MailboxName.INBOX);
    }

    @Test
    default void oddNamesAreMailboxesLikeAnyOther() throws Exception {
        List<String> names = List.of(
                ".hidden",
                "a.b/c.d",
                "..x",
                "x..",
                "~root",
                "&",
                "&AGE-",
                "a&b",
                "tmp",
                "cur/new",
                "^ $",
                "-",
                "a:b;c",
                "\u4e2d\u6587",
                "\ud83d\ude00",
                "caf\u00e9",
                "cafe\u0301",
                "back\\slash",
                "\"quoted\"",
                " lead and trail ",
                "a,S=5:2,S",
                "dovecot-uidlist",
                "#news",
                "{5}",
                "subscriptions");
        Account alice = alice();
        int n = 0;
        for (String name : names) {
            Mailbox mailbox = created(name);
            put(mailbox, "in " + name);
            n++;
            assertThat(alice.status(name(name)).messages()).isEqualTo(1);
            assertThat(alice.mailboxes()).hasSize(6 + n);
        }
        assertThat(alice.mailboxes()).extracting(e -> e.name().path()).containsAll(names);
        assertThat(inbox().refresh().isEmpty()).isTrue();
    }

    @Test
    default void namesOfTheLongestLengthWork() throws Exception {
        String level = "x".repeat(60);
        String deep = String.join("/", java.util.Collections.nCopies(3, level));
        put(created(deep), "deep");
        assertThat(alice().status(name(deep)).messages()).isEqualTo(1);
    }

    @Test
    default void superiorsNeedNotExistAndAreNotMade() throws Exception {
        created("Work/2026/June");
        assertThat(problem(() -> alice().open(name("Work/2026")))).isEqualTo(Problem.NO_SUCH_MAILBOX);
        assertThat(alice().mailboxes()).hasSize(7);
        created("Work");
        assertThat(alice().mailboxes()).hasSize(8);
    }

    @Test
    default void everyMailboxHasAnIdentityOfItsOwn() throws Exception {
        Set<Long> validities = new HashSet<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            MailboxInfo info = alice().create(name("Again"), Optional.empty());
            assertThat(info.uidValidity()).isBetween(1L, UidSet.MAX);
            assertThat(info.id()).matches("[A-Za-z0-9_-]{1,255}");
            assertThat(alice().open(name("Again")).info()).isEqualTo(info);
            assertThat(validities.add(info.uidValidity())).isTrue();
            assertThat(ids.add(info.id())).isTrue();
            alice().delete(name("Again"));
        }
    }

    @Test
    default void deletingLeavesInferiorsAlone() throws Exception {
        Mailbox below = created("Work/2026");
        long uid = put(below, "kept");
        Mailbox work = created("Work");
        put(work, "lost");
        alice().delete(name("Work"));
        assertThat(octets(below, uid)).isEqualTo(message("kept"));
        assertThat(problem(() -> alice().open(name("Work")))).isEqualTo(Problem.NO_SUCH_MAILBOX);
        assertThat(created("Work").refresh().isEmpty()).isTrue();
        assertThat(below.refresh().size()).isEqualTo(1);
    }

    @Test
    default void handlesOfADeletedMailboxEnd() throws Exception {
        Mailbox work = created("Work");
        put(work, "a");
        alice().delete(name("Work"));
        created("Work");
        assertThat(problem(work::refresh)).isEqualTo(Problem.MAILBOX_GONE);
        assertThat(problem(() -> put(work, "b"))).isEqualTo(Problem.MAILBOX_GONE);
        assertThat(problem(() -> work.expunge(UidSet.ALL))).isEqualTo(Problem.MAILBOX_GONE);
        assertThat(problem(() -> work.body(1))).isEqualTo(Problem.MAILBOX_GONE);
    }

    @Test
    default void subscriptionsAreNamesAndOutliveTheirMailboxes() throws Exception {
        Account alice = alice();
        created("Work");
        assertThat(entry("Work").subscription()).isEqualTo(Subscription.UNSUBSCRIBED);
        alice.subscribe(name("Work"), Subscription.SUBSCRIBED);
        alice.subscribe(name("Work"), Subscription.SUBSCRIBED);
        alice.subscribe(name("Not/there"), Subscription.SUBSCRIBED);
        assertThat(entry("Work").subscription()).isEqualTo(Subscription.SUBSCRIBED);
        alice.delete(name("Work"));
        for (String name : List.of("Work", "Not/there")) {
            assertThat(entry(name))
                    .isEqualTo(new MailboxEntry(name(name), Existence.NONEXISTENT, Subscription.SUBSCRIBED, Set.of()));
            alice.subscribe(name(name), Subscription.UNSUBSCRIBED);
            alice.subscribe(name(name), Subscription.UNSUBSCRIBED);
        }
        assertThat(alice.mailboxes()).hasSize(6);
    }

    @Test
    default void aSpecialUseIsFreeAgainOnceItsMailboxIsDeleted() throws Exception {
        Account alice = alice();
        alice.create(name("Loud"), Optional.of(SpecialUse.IMPORTANT));
        assertThat(entry("Loud").specialUse()).containsExactly(SpecialUse.IMPORTANT);
        alice.delete(name("Junk"));
        alice.create(name("Spam"), Optional.of(SpecialUse.JUNK));
        assertThat(entry("Spam").specialUse()).containsExactly(SpecialUse.JUNK);
        created("Junk");
        assertThat(entry("Junk").specialUse()).isEmpty();
    }

    @Test
    default void accountsDoNotSeeEachOther() throws Exception {
        created("Work");
        put(inbox(), "alice's");
        Account bob = store().open(BOB);
        assertThat(bob.mailboxes()).hasSize(6);
        assertThat(bob.status(MailboxName.INBOX).messages()).isZero();
        assertThat(bob.user()).isEqualTo(BOB);
    }

    @Test
    default void aRemovedAccountBeginsAnew() throws Exception {
        Mailbox old = inbox();
        put(old, "gone");
        created("Work");
        assertThat(store().hasAccount(ALICE)).isTrue();
        store().remove(ALICE);
        assertThat(store().hasAccount(ALICE)).isFalse();
        store().remove(org.postern.store.UserName.of("nobody@example.org"));
        assertThat(problem(old::refresh)).isEqualTo(Problem.MAILBOX_GONE);
        assertThat(alice().mailboxes()).hasSize(6);
        assertThat(inbox().refresh().isEmpty()).isTrue();
        assertThat(inbox().info().uidValidity()).isNotEqualTo(old.info().uidValidity());
    }

    private MailboxEntry entry(String name) throws Exception {
        MailboxName wanted = name(name);
        return alice().mailboxes().stream()
                .filter(e -> e.name().equals(wanted))
                .findFirst()
                .orElseThrow();
    }
}
