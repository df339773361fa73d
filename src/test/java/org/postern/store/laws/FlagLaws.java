package org.postern.store.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postern.store.FlagChange;
import org.postern.store.FlagOutcome;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.MailboxSnapshot;
import org.postern.store.ModSeq;
import org.postern.store.Problem;
import org.postern.store.StoreLaws;
import org.postern.store.SystemFlag;
import org.postern.store.UidSet;

/** Flags change as asked, exactly where asked, and the outcome says so. */
public interface FlagLaws extends StoreLaws {

    @Test
    default void aKeywordTooManyChangesNothing() throws Exception {
        Mailbox inbox = inbox();
        long uid = put(inbox, "one", keywords("k1", "k2", "k3"));
        Flags more = keywords("k4", "k5").plus(Flags.of(SystemFlag.SEEN));
        assertThat(problem(() -> add(inbox, UidSet.of(uid), more))).isEqualTo(Problem.LIMIT);
        assertThat(flags(inbox, uid)).isEqualTo(keywords("k1", "k2", "k3"));
        add(inbox, UidSet.of(uid), keywords("k4"));
        assertThat(flags(inbox, uid).keywords()).hasSize(4);
    }

    @Test
    default void messagesThatAreGoneAreNamed() throws Exception {
        Mailbox inbox = inbox();
        UidSet uids = putAll(inbox, "a", "b", "c");
        inbox.expunge(UidSet.of(uids.min()));
        FlagOutcome outcome = add(inbox, uids, Flags.of(SystemFlag.SEEN));
        assertThat(outcome.gone()).isEqualTo(UidSet.of(uids.min()));
        assertThat(outcome.changed()).isEqualTo(uids.minus(UidSet.of(uids.min())));
    }

    @Test
    default void addRemoveAndReplaceDoWhatTheySay() throws Exception {
        Mailbox inbox = inbox();
        long uid = put(inbox, "one", Flags.of(SystemFlag.SEEN).plus(keywords("a")));
        UidSet it = UidSet.of(uid);
        add(inbox, it, Flags.of(SystemFlag.FLAGGED).plus(keywords("b")));
        assertThat(flags(inbox, uid))
                .isEqualTo(Flags.of(SystemFlag.SEEN, SystemFlag.FLAGGED).plus(keywords("a", "b")));
        inbox.flag(
                it,
                FlagChange.remove(Flags.of(SystemFlag.SEEN, SystemFlag.DRAFT).plus(keywords("A"))),
                Optional.empty());
        assertThat(flags(inbox, uid)).isEqualTo(Flags.of(SystemFlag.FLAGGED).plus(keywords("b")));
        inbox.flag(it, FlagChange.replace(Flags.of(SystemFlag.ANSWERED)), Optional.empty());
        assertThat(flags(inbox, uid)).isEqualTo(Flags.of(SystemFlag.ANSWERED));
        inbox.flag(it, FlagChange.replace(Flags.NONE), Optional.empty());
        assertThat(flags(inbox, uid).isEmpty()).isTrue();
    }

    @Test
    default void everySystemFlagStandsAlone() throws Exception {
        Mailbox inbox = inbox();
        for (SystemFlag flag : SystemFlag.values()) {
            long uid = put(inbox, flag.name());
            add(inbox, UidSet.of(uid), Flags.of(flag));
            assertThat(flags(inbox, uid)).isEqualTo(Flags.of(flag));
        }
    }

    @Test
    default void keywordsIgnoreCaseAndKeepTheirFirstSpelling() throws Exception {
        Mailbox inbox = inbox();
        long first = put(inbox, "one", keywords("$Forwarded"));
        long second = put(inbox, "two", keywords("$FORWARDED"));
        assertThat(add(inbox, UidSet.of(first), keywords("$forwarded"))
                        .changed()
                        .isEmpty())
                .isTrue();
        assertThat(flags(inbox, first).keywords()).containsExactly("$Forwarded");
        assertThat(flags(inbox, second).keywords()).containsExactly("$Forwarded");
        assertThat(flags(inbox, second).hasKeyword("$fORWARDED")).isTrue();
    }

    @Test
    default void whatAlreadyIsSoDoesNotCountAsChanged() throws Exception {
        Mailbox inbox = inbox();
        UidSet uids = putAll(inbox, "a", "b");
        add(inbox, UidSet.of(uids.min()), Flags.of(SystemFlag.SEEN));
        MailboxSnapshot before = inbox.refresh();
        FlagOutcome outcome = add(inbox, uids, Flags.of(SystemFlag.SEEN));
        assertThat(outcome).isEqualTo(new FlagOutcome(UidSet.of(uids.max()), UidSet.NONE, UidSet.NONE));
        MailboxSnapshot after = inbox.refresh();
        assertThat(after.modSeq(0)).isEqualTo(before.modSeq(0));
        assertThat(after.modSeq(1)).isGreaterThan(before.highestModSeq().value());
        add(inbox, uids, Flags.of(SystemFlag.SEEN));
        assertThat(inbox.refresh().highestModSeq()).isEqualTo(after.highestModSeq());
    }

    @Test
    default void unlessChangedSinceSparesWhatIsNewer() throws Exception {
        Mailbox inbox = inbox();
        UidSet uids = putAll(inbox, "a", "b", "c");
        ModSeq then = inbox.refresh().highestModSeq();
        UidSet middle = UidSet.of(uids.min() + 1);
        add(inbox, middle, Flags.of(SystemFlag.FLAGGED));
        FlagOutcome outcome = inbox.flag(uids, FlagChange.add(Flags.of(SystemFlag.SEEN)), Optional.of(then));
        assertThat(outcome.modified()).isEqualTo(middle);
        assertThat(outcome.changed()).isEqualTo(uids.minus(middle));
        assertThat(flags(inbox, middle.min())).isEqualTo(Flags.of(SystemFlag.FLAGGED));
        ModSeq now = inbox.refresh().highestModSeq();
        assertThat(inbox.flag(middle, FlagChange.add(Flags.of(SystemFlag.SEEN)), Optional.of(now))
                        .changed())
                .isEqualTo(middle);
    }

    @Test
    default void unlessChangedSinceZeroTouchesNothing() throws Exception {
        Mailbox inbox = inbox();
        UidSet uids = putAll(inbox, "a", "b");
        FlagOutcome outcome = inbox.flag(uids, FlagChange.add(Flags.of(SystemFlag.SEEN)), Optional.of(ModSeq.ZERO));
        assertThat(outcome).isEqualTo(new FlagOutcome(UidSet.NONE, uids, UidSet.NONE));
    }

    @Test
    default void aSnapshotIsNotTouchedByWhatFollows() throws Exception {
        Mailbox inbox = inbox();
        UidSet uids = putAll(inbox, "a", "b");
        MailboxSnapshot before = inbox.refresh();
        List<Flags> flags = List.of(before.flags(0), before.flags(1));
        add(inbox, uids, Flags.of(SystemFlag.SEEN).plus(keywords("later")));
        inbox.expunge(UidSet.of(uids.min()));
        put(inbox, "c");
        assertThat(before.uids()).isEqualTo(uids);
        assertThat(List.of(before.flags(0), before.flags(1))).isEqualTo(flags);
    }

    @Test
    default void otherHandlesSeeTheChangeAtOnce() throws Exception {
        Mailbox one = inbox();
        Mailbox other = inbox();
        long uid = put(one, "a");
        add(other, UidSet.of(uid), Flags.of(SystemFlag.SEEN));
        assertThat(flags(one, uid)).isEqualTo(Flags.of(SystemFlag.SEEN));
        one.expunge(UidSet.of(uid));
        assertThat(other.refresh().isEmpty()).isTrue();
    }
}
