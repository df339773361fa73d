package org.postern.store.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.postern.store.Change;
import org.postern.store.ChangeLog;
import org.postern.store.Flags;
import org.postern.store.HeldMessage;
import org.postern.store.Mailbox;
import org.postern.store.MailboxEntry;
import org.postern.store.MailboxName;
import org.postern.store.MailboxSnapshot;
import org.postern.store.MessageBody;
import org.postern.store.Problem;
import org.postern.store.StorageUse;
import org.postern.store.StoreLaws;
import org.postern.store.SystemFlag;
import org.postern.store.UidSet;

/** What is expunged, or goes with its mailbox, is held, and comes back as it was under a new UID. */
public interface HeldLaws extends StoreLaws {

    private Map<MailboxName, UidSet> restoreAll() throws Exception {
        return alice().held().restore(alice().held().list());
    }

    @Test
    default void whatIsExpungedIsHeldAsItWas() throws Exception {
        Mailbox inbox = inbox();
        Flags flags = Flags.of(Set.of(SystemFlag.FLAGGED, SystemFlag.DELETED), List.of("$Junk", "two"));
        put(inbox, "stays");
        UidSet gone = UidSet.of(put(inbox, "goes", flags));
        assertThat(alice().held().list()).isEmpty();
        inbox.expunge(gone);

        assertThat(alice().held().list()).hasSize(1);
        HeldMessage held = alice().held().list().get(0);
        assertThat(held.mailbox()).isEqualTo(MailboxName.INBOX);
        assertThat(held.received()).isEqualTo(NOON);
        assertThat(held.octets()).isEqualTo(message("goes").length);
        assertThat(held.flags()).isEqualTo(flags.minus(Flags.of(SystemFlag.DELETED)));
        try (MessageBody body = alice().held().body(held)) {
            assertThat(octets(body)).isEqualTo(message("goes"));
        }
    }

    @Test
    default void whatIsRestoredIsTheSameMessage() throws Exception {
        Mailbox inbox = inbox();
        put(inbox, "expunged");
        inbox.copy(UidSet.of(1), created("Work"));
        put(inbox, "kept");
        inbox.move(UidSet.of(2), created("Play"));
        String id = inbox.provenance().contentId(1).orElseThrow();
        inbox.expunge(UidSet.of(1));
        alice().delete(name("Work"));
        String other;
        try (Mailbox play = alice().open(name("Play"))) {
            other = play.provenance().contentId(1).orElseThrow();
        }
        alice().delete(name("Play"));
        restoreAll();
        assertThat(inbox.provenance().contentId(inbox.refresh().uids().max())).hasValue(id);
        try (Mailbox work = alice().open(name("Work"));
                Mailbox play = alice().open(name("Play"))) {
            assertThat(work.provenance().contentId(work.refresh().uids().max())).hasValue(id);
            assertThat(play.provenance().contentId(play.refresh().uids().max())).hasValue(other);
        }
    }

    @Test
    default void whatIsRestoredComesBackUnderANewUid() throws Exception {
        Mailbox inbox = inbox();
        Flags flags = Flags.of(Set.of(SystemFlag.SEEN), List.of("one"));
        UidSet gone = UidSet.of(put(inbox, "first", flags)).plus(UidSet.of(put(inbox, "second")));
        long last = put(inbox, "third");
        inbox.expunge(gone);
        ChangeLog changes = new ChangeLog();
        try (var watch = inbox.watch(changes)) {
            assertThat(watch).isNotNull();
            UidSet back = restoreAll().getOrDefault(MailboxName.INBOX, UidSet.NONE);

            assertThat(back.size()).isEqualTo(2);
            assertThat(back.min()).isGreaterThan(last);
            assertThat(changes.next()).isEqualTo(new Change.Arrived(MailboxName.INBOX, back));
            MailboxSnapshot now = inbox.refresh();
            assertThat(now.flags(now.indexOf(back.min()))).isEqualTo(flags);
            assertThat(now.flags(now.indexOf(back.max()))).isEqualTo(Flags.NONE);
            assertThat(now.received(now.indexOf(back.min()))).isEqualTo(NOON);
            assertThat(octets(inbox, back.min())).isEqualTo(message("first"));
            assertThat(octets(inbox, back.max())).isEqualTo(message("second"));
        }
        assertThat(alice().held().list()).isEmpty();
    }

    @Test
    default void nothingIsRestoredTwice() throws Exception {
        Mailbox inbox = inbox();
        inbox.expunge(putAll(inbox, "a", "b"));
        List<HeldMessage> held = alice().held().list();
        assertThat(alice().held().restore(held.subList(0, 1))).hasSize(1);
        assertThat(alice().held().list()).containsExactly(held.get(1));
        alice().held().restore(held);
        alice().held().restore(held);
        assertThat(inbox.refresh().size()).isEqualTo(2);
        assertThat(problem(() -> alice().held().body(held.get(0)))).isEqualTo(Problem.MESSAGE_GONE);
    }

    @Test
    default void whatIsMovedIsNotHeld() throws Exception {
        Mailbox inbox = inbox();
        inbox.move(putAll(inbox, "a", "b"), created("Work"));
        alice().rename(MailboxName.INBOX, name("Old"));
        assertThat(alice().held().list()).isEmpty();
    }

    @Test
    default void aDeletedMailboxIsMadeAgainForItsMessages() throws Exception {
        Mailbox work = created("Work");
        Flags flags = Flags.of(Set.of(SystemFlag.ANSWERED), List.of("k", "l"));
        put(work, "plain");
        put(work, "flagged", flags);
        work.expunge(UidSet.of(put(work, "before")));
        long validity = work.info().uidValidity();
        alice().delete(name("Work"));
        assertThat(alice().held().list()).extracting(HeldMessage::mailbox).containsOnly(name("Work"));

        assertThat(restoreAll()).containsOnlyKeys(name("Work"));
        Mailbox again = alice().open(name("Work"));
        assertThat(again.info().uidValidity()).isNotEqualTo(validity);
        MailboxSnapshot now = again.refresh();
        assertThat(now.size()).isEqualTo(3);
        assertThat(List.of(now.flags(0), now.flags(1), now.flags(2)))
                .containsExactlyInAnyOrder(Flags.NONE, Flags.NONE, flags);
        assertThat(alice().mailboxes())
                .filteredOn(e -> e.name().path().equals("Work"))
                .extracting(MailboxEntry::subscription)
                .containsExactly(MailboxEntry.Subscription.SUBSCRIBED);
        assertThat(alice().held().list()).isEmpty();
    }

    @Test
    default void messagesGoBackToTheirMailboxWhateverItIsCalledNow() throws Exception {
        Mailbox work = created("Work");
        work.expunge(putAll(work, "old work"));
        alice().rename(name("Work"), name("Jobs"));
        Mailbox other = created("Work");
        other.expunge(putAll(other, "new work"));

        assertThat(alice().held().list())
                .extracting(HeldMessage::mailbox)
                .containsExactlyInAnyOrder(name("Jobs"), name("Work"));
        restoreAll();
        Mailbox jobs = alice().open(name("Jobs"));
        assertThat(octets(jobs, jobs.refresh().uid(0))).isEqualTo(message("old work"));
        assertThat(octets(other, other.refresh().uid(0))).isEqualTo(message("new work"));
    }

    @Test
    default void messagesOfADeletedMailboxGoIntoTheNewOneOfItsName() throws Exception {
        Mailbox work = created("Work");
        putAll(work, "old");
        alice().delete(name("Work"));
        Mailbox again = created("Work");
        putAll(again, "new");
        restoreAll();
        assertThat(again.refresh().size()).isEqualTo(2);
    }

    @Test
    default void heldMessagesAreNotUsage() throws Exception {
        Mailbox inbox = inbox();
        putAll(inbox, "a", "b");
        StorageUse full = alice().use();
        inbox.expunge(UidSet.ALL);
        assertThat(alice().use().messages()).isZero();
        assertThat(alice().recalculate().octets()).isZero();
        restoreAll();
        assertThat(alice().use()).isEqualTo(full);
    }

    @Test
    default void whatWasHeldGoesWithTheAccount() throws Exception {
        Mailbox inbox = inbox();
        inbox.expunge(putAll(inbox, "a"));
        store().remove(ALICE);
        assertThat(alice().held().list()).isEmpty();
    }
}
