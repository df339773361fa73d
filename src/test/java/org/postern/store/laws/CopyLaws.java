package org.postern.store.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.postern.store.CopyOutcome;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.MailboxSnapshot;
import org.postern.store.Problem;
import org.postern.store.StoreLaws;
import org.postern.store.SystemFlag;
import org.postern.store.UidSet;

/** Copies and moves pair source and target UIDs in order and carry flags and date along. */
public interface CopyLaws extends StoreLaws {

    @Test
    default void aTargetThatIsGoneReceivesNothingAndTheSourceKeepsAll() throws Exception {
        Mailbox inbox = inbox();
        UidSet uids = putAll(inbox, "a", "b");
        Mailbox work = created("Work");
        alice().delete(name("Work"));
        assertThat(problem(() -> inbox.copy(uids, work))).isEqualTo(Problem.MAILBOX_GONE);
        assertThat(problem(() -> inbox.move(uids, work))).isEqualTo(Problem.MAILBOX_GONE);
        assertThat(inbox.refresh().uids()).isEqualTo(uids);
    }

    @Test
    default void aTargetWithoutRoomForTheKeywordsReceivesNothing() throws Exception {
        Mailbox inbox = inbox();
        Mailbox work = created("Work");
        put(work, "full", keywords("a", "b", "c", "d"));
        put(inbox, "plain");
        put(inbox, "marked", keywords("e"));
        UidSet uids = inbox.refresh().uids();
        assertThat(problem(() -> inbox.copy(uids, work))).isEqualTo(Problem.LIMIT);
        assertThat(problem(() -> inbox.move(uids, work))).isEqualTo(Problem.LIMIT);
        assertThat(work.refresh().size()).isEqualTo(1);
        assertThat(inbox.refresh().uids()).isEqualTo(uids);
    }

    @Test
    default void copyingWhatIsNotThereDoesNothing() throws Exception {
        Mailbox inbox = inbox();
        Mailbox work = created("Work");
        MailboxSnapshot before = work.refresh();
        CopyOutcome none = new CopyOutcome(work.info().uidValidity(), UidSet.NONE, UidSet.NONE);
        assertThat(inbox.copy(UidSet.ALL, work)).isEqualTo(none);
        assertThat(inbox.move(UidSet.of(99), work)).isEqualTo(none);
        assertThat(work.refresh().highestModSeq()).isEqualTo(before.highestModSeq());
    }

    @Test
    default void copyPairsUidsAndCarriesFlagsDateAndOctets() throws Exception {
        Mailbox inbox = inbox();
        Mailbox work = created("Work");
        put(work, "already there");
        UidSet uids = putAll(inbox, "a", "b", "c", "d");
        add(inbox, UidSet.of(uids.max()), Flags.of(SystemFlag.FLAGGED).plus(keywords("kept")));
        inbox.expunge(UidSet.of(uids.min() + 1));
        UidSet left = uids.minus(UidSet.of(uids.min() + 1));
        CopyOutcome outcome = inbox.copy(uids, work);
        assertThat(outcome.targetValidity()).isEqualTo(work.info().uidValidity());
        assertThat(outcome.source()).isEqualTo(left);
        assertThat(outcome.target().size()).isEqualTo(3);
        assertPairs(inbox.refresh(), inbox, work, outcome);
        assertThat(inbox.refresh().uids()).isEqualTo(left);
        assertThat(work.recent().minus(outcome.target()).size()).isEqualTo(1);
        assertThat(outcome.target().minus(work.recent())).isEqualTo(UidSet.NONE);
    }

    private void assertPairs(MailboxSnapshot source, Mailbox from, Mailbox to, CopyOutcome outcome) throws Exception {
        long[] sources = outcome.source().stream().toArray();
        long[] targets = outcome.target().stream().toArray();
        MailboxSnapshot target = to.refresh();
        for (int i = 0; i < sources.length; i++) {
            int a = source.indexOf(sources[i]);
            int b = target.indexOf(targets[i]);
            assertThat(octets(to, targets[i])).isEqualTo(octets(from, sources[i]));
            assertThat(target.flags(b)).isEqualTo(source.flags(a));
            assertThat(target.octets(b)).isEqualTo(source.octets(a));
            assertThat(target.received(b).getEpochSecond())
                    .isEqualTo(source.received(a).getEpochSecond());
        }
    }

    @Test
    default void moveTakesMessagesAway() throws Exception {
        Mailbox inbox = inbox();
        Mailbox work = created("Work");
        UidSet uids = putAll(inbox, "a", "b", "c");
        UidSet two = UidSet.range(uids.min(), uids.min() + 1);
        CopyOutcome outcome = inbox.move(two, work);
        assertThat(outcome.source()).isEqualTo(two);
        assertThat(inbox.refresh().uids()).isEqualTo(uids.minus(two));
        assertThat(work.refresh().uids()).isEqualTo(outcome.target());
        assertThat(octets(work, outcome.target().min())).isEqualTo(message("a"));
        assertThat(octets(work, outcome.target().max())).isEqualTo(message("b"));
        assertThat(alice().use().messages()).isEqualTo(3);
    }

    @Test
    default void movingBackGivesNewUids() throws Exception {
        Mailbox inbox = inbox();
        Mailbox work = created("Work");
        long first = put(inbox, "a");
        inbox.move(UidSet.ALL, work);
        CopyOutcome back = work.move(UidSet.ALL, inbox);
        assertThat(back.target().min()).isGreaterThan(first);
        assertThat(work.refresh().isEmpty()).isTrue();
    }

    @Test
    default void aMailboxMayBeItsOwnTarget() throws Exception {
        Mailbox inbox = inbox();
        UidSet uids = putAll(inbox, "a", "b");
        CopyOutcome copies = inbox.copy(uids, inbox());
        assertThat(copies.target().min()).isGreaterThan(uids.max());
        assertThat(inbox.refresh().uids()).isEqualTo(uids.plus(copies.target()));
        CopyOutcome moved = inbox.move(uids, inbox);
        assertThat(inbox.refresh().uids()).isEqualTo(copies.target().plus(moved.target()));
        assertThat(octets(inbox, moved.target().min())).isEqualTo(message("a"));
    }

    @Test
    default void onlyFlagsThatAreCarriedGoAlong() throws Exception {
        Mailbox inbox = inbox();
        Mailbox work = created("Work");
        UidSet uids = putAll(inbox, "a", "b");
        add(inbox, uids, keywords("marked").plus(Flags.of(SystemFlag.SEEN)));
        CopyOutcome copied = inbox.copy(uids, work, flags -> flags.minus(keywords("marked")));
        CopyOutcome moved = inbox.move(uids, work, flags -> flags.minus(Flags.of(SystemFlag.SEEN)));
        work.refresh();
        assertThat(flags(work, copied.target().min())).isEqualTo(Flags.of(SystemFlag.SEEN));
        assertThat(flags(work, moved.target().max())).isEqualTo(keywords("marked"));
    }

    @Test
    default void copiesLiveTheirOwnLives() throws Exception {
        Mailbox inbox = inbox();
        Mailbox work = created("Work");
        UidSet uids = putAll(inbox, "a", "b");
        CopyOutcome copies = inbox.copy(uids, work);
        add(work, copies.target(), Flags.of(SystemFlag.SEEN));
        inbox.expunge(UidSet.of(uids.min()));
        assertThat(flags(inbox, uids.max()).isEmpty()).isTrue();
        assertThat(octets(work, copies.target().min())).isEqualTo(message("a"));
    }

    @Test
    default void mailGoesFromOneAccountToAnother() throws Exception {
        Mailbox inbox = inbox();
        Mailbox bobs = store().open(BOB).open(MailboxName.INBOX);
        UidSet uids = putAll(inbox, "a", "b");
        add(inbox, uids, keywords("marked"));
        inbox.copy(UidSet.of(uids.min()), bobs);
        CopyOutcome moved = inbox.move(UidSet.of(uids.max()), bobs);
        assertThat(bobs.refresh().size()).isEqualTo(2);
        assertThat(octets(bobs, moved.target().min())).isEqualTo(message("b"));
        assertThat(flags(bobs, moved.target().min())).isEqualTo(keywords("marked"));
        assertThat(List.of(alice().use().messages(), store().open(BOB).use().messages()))
                .containsExactly(1L, 2L);
    }
}
