package org.postern.store.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postern.store.Account;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.MailboxEntry;
import org.postern.store.MailboxEntry.Existence;
import org.postern.store.MailboxEntry.Subscription;
import org.postern.store.MailboxInfo;
import org.postern.store.MailboxName;
import org.postern.store.MailboxSnapshot;
import org.postern.store.Problem;
import org.postern.store.SpecialUse;
import org.postern.store.StoreLaws;
import org.postern.store.SystemFlag;
import org.postern.store.UidSet;

/** A renamed mailbox is the same mailbox; INBOX is never renamed, its messages are moved (RFC 9051 6.3.6). */
public interface RenameLaws extends StoreLaws {

    @Test
    default void renamesThatCannotBeChangeNothing() throws Exception {
        Account alice = alice();
        created("Work");
        created("Work/a");
        created("Home/a");
        assertThat(problem(() -> alice.rename(name("Nowhere"), name("Sent")))).isEqualTo(Problem.NO_SUCH_MAILBOX);
        assertThat(problem(() -> alice.rename(name("Home"), name("House")))).isEqualTo(Problem.NO_SUCH_MAILBOX);
        assertThat(problem(() -> alice.rename(name("Work"), name("Sent")))).isEqualTo(Problem.MAILBOX_EXISTS);
        assertThat(problem(() -> alice.rename(name("Work"), name("Work")))).isEqualTo(Problem.MAILBOX_EXISTS);
        assertThat(problem(() -> alice.rename(name("Work"), MailboxName.INBOX))).isEqualTo(Problem.MAILBOX_EXISTS);
        assertThat(problem(() -> alice.rename(name("Work"), name("Work/a/b")))).isEqualTo(Problem.CANNOT);
        // Work/a would become Home/a, which is there
        assertThat(problem(() -> alice.rename(name("Work"), name("Home")))).isEqualTo(Problem.MAILBOX_EXISTS);
        assertThat(problem(() -> alice.rename(MailboxName.INBOX, name("Work")))).isEqualTo(Problem.MAILBOX_EXISTS);
        assertThat(alice.mailboxes()).extracting(e -> e.name().path()).contains("Work", "Work/a", "Home/a");
        assertThat(alice.mailboxes()).hasSize(9);
    }

    @Test
    default void aRenamedMailboxKeepsEverything() throws Exception {
        Mailbox work = created("Work");
        UidSet uids = putAll(work, "a", "b", "c");
        add(work, UidSet.of(uids.max()), Flags.of(SystemFlag.SEEN).plus(keywords("kept")));
        work.claimRecent();
        work.expunge(UidSet.of(uids.min()));
        MailboxSnapshot before = work.refresh();
        alice().rename(name("Work"), name("Jobs/2026"));
        Mailbox jobs = alice().open(name("Jobs/2026"));
        MailboxSnapshot after = jobs.refresh();
        assertThat(jobs.info())
                .isEqualTo(new MailboxInfo(
                        name("Jobs/2026"), work.info().id(), work.info().uidValidity()));
        assertThat(after.uids()).isEqualTo(before.uids());
        assertThat(after.uidNext()).isGreaterThanOrEqualTo(before.uidNext());
        assertThat(after.highestModSeq()).isGreaterThanOrEqualTo(before.highestModSeq());
        assertThat(flags(jobs, uids.max())).isEqualTo(before.flags(1));
        assertThat(jobs.recent()).isEqualTo(UidSet.NONE);
        assertThat(octets(jobs, uids.max())).isEqualTo(message("c"));
        assertThat(problem(() -> alice().open(name("Work")))).isEqualTo(Problem.NO_SUCH_MAILBOX);
        assertThat(problem(work::refresh)).isEqualTo(Problem.MAILBOX_GONE);
    }

    @Test
    default void theOldNameIsAnotherMailboxWhenMadeAgain() throws Exception {
        MailboxInfo first = created("Work").info();
        alice().rename(name("Work"), name("Jobs"));
        MailboxInfo second = created("Work").info();
        assertThat(second.uidValidity()).isNotEqualTo(first.uidValidity());
        assertThat(second.id()).isNotEqualTo(first.id());
    }

    @Test
    default void inferiorsGoAlongAndNamesakesStay() throws Exception {
        for (String name : List.of("Work", "Work/a", "Work/a/b", "Works", "Home/Work/a")) {
            put(created(name), name);
        }
        alice().rename(name("Work"), name("Old/Jobs"));
        for (String name : List.of("Old/Jobs", "Old/Jobs/a", "Old/Jobs/a/b", "Works", "Home/Work/a")) {
            assertThat(alice().status(name(name)).messages()).isEqualTo(1);
        }
        assertThat(alice().mailboxes()).hasSize(11);
        Mailbox deepest = alice().open(name("Old/Jobs/a/b"));
        assertThat(octets(deepest, deepest.refresh().uid(0))).isEqualTo(message("Work/a/b"));
    }

    @Test
    default void aMailboxMayTakeThePlaceAboveIt() throws Exception {
        put(created("A/A"), "first");
        put(created("A/A/A"), "second");
        alice().rename(name("A/A"), name("A"));
        for (String[] row : new String[][] {{"A", "first"}, {"A/A", "second"}}) {
            Mailbox mailbox = alice().open(name(row[0]));
            assertThat(octets(mailbox, mailbox.refresh().uid(0))).isEqualTo(message(row[1]));
        }
        assertThat(alice().mailboxes()).hasSize(8);
    }

    @Test
    default void renamingInboxMovesItsMessagesAndLeavesItsInferiors() throws Exception {
        Mailbox inbox = inbox();
        Mailbox below = created("INBOX/below");
        put(below, "below");
        UidSet uids = putAll(inbox, "a", "b");
        add(inbox, uids, Flags.of(SystemFlag.SEEN));
        alice().rename(MailboxName.INBOX, name("Old mail"));
        assertThat(inbox.refresh().isEmpty()).isTrue();
        assertThat(inbox().info()).isEqualTo(inbox.info());
        assertThat(below.refresh().size()).isEqualTo(1);
        Mailbox old = alice().open(name("Old mail"));
        assertThat(old.refresh().size()).isEqualTo(2);
        assertThat(old.info().uidValidity()).isNotEqualTo(inbox.info().uidValidity());
        assertThat(octets(old, old.refresh().uid(0))).isEqualTo(message("a"));
        assertThat(old.refresh().flags(1)).isEqualTo(Flags.of(SystemFlag.SEEN));
        assertThat(put(inbox, "c")).isGreaterThan(uids.max());
    }

    @Test
    default void inboxMayBeMovedBelowItself() throws Exception {
        put(inbox(), "a");
        alice().rename(MailboxName.INBOX, name("INBOX/2026"));
        assertThat(alice().status(name("INBOX/2026")).messages()).isEqualTo(1);
        assertThat(alice().status(MailboxName.INBOX).messages()).isZero();
    }

    @Test
    default void specialUseFollowsTheMailboxAndSubscriptionsFollowTheName() throws Exception {
        Account alice = alice();
        alice.rename(name("Junk"), name("Spam"));
        MailboxEntry spam = alice.mailboxes().stream()
                .filter(e -> e.name().path().equals("Spam"))
                .findFirst()
                .orElseThrow();
        assertThat(spam.specialUse()).containsExactly(SpecialUse.JUNK);
        assertThat(spam.subscription()).isEqualTo(Subscription.UNSUBSCRIBED);
        assertThat(alice.mailboxes())
                .contains(new MailboxEntry(
                        name("Junk"), Existence.NONEXISTENT, Subscription.SUBSCRIBED, java.util.Set.of()));
        assertThat(problem(() -> alice.create(name("More junk"), Optional.of(SpecialUse.JUNK))))
                .isEqualTo(Problem.CANNOT);
    }

    @Test
    default void aBodyOpenBeforeARenameStaysReadable() throws Exception {
        Mailbox work = created("Work");
        long uid = put(work, "a");
        try (var body = work.body(uid)) {
            alice().rename(name("Work"), name("Jobs"));
            assertThat(octets(body)).isEqualTo(message("a"));
        }
    }
}
