package org.postern.store.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postern.store.Delta;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.MailboxSnapshot;
import org.postern.store.MessageBody;
import org.postern.store.ModSeq;
import org.postern.store.Problem;
import org.postern.store.StoreLaws;
import org.postern.store.SystemFlag;
import org.postern.store.UidSet;

/** Expunge removes exactly what is named, UIDs never come back, open bodies stay, and the history tells. */
public interface ExpungeLaws extends StoreLaws {

    @Test
    default void whatIsNotThereIsNotExpunged() throws Exception {
        Mailbox inbox = inbox();
        UidSet uids = putAll(inbox, "a", "b");
        assertThat(inbox.expunge(UidSet.NONE)).isEqualTo(UidSet.NONE);
        assertThat(inbox.expunge(UidSet.range(uids.max() + 1, UidSet.MAX))).isEqualTo(UidSet.NONE);
        ModSeq before = inbox.refresh().highestModSeq();
        assertThat(inbox.expunge(UidSet.of(uids.min()))).isEqualTo(UidSet.of(uids.min()));
        assertThat(inbox.expunge(UidSet.of(uids.min()))).isEqualTo(UidSet.NONE);
        assertThat(inbox.refresh().highestModSeq()).isGreaterThan(before);
        assertThat(problem(() -> inbox.body(uids.min()))).isEqualTo(Problem.MESSAGE_GONE);
        assertThat(problem(() -> inbox.body(4_000_000_000L))).isEqualTo(Problem.MESSAGE_GONE);
    }

    @Test
    default void expungeRemovesExactlyTheNamedWhateverTheirFlags() throws Exception {
        Mailbox inbox = inbox();
        UidSet uids = putAll(inbox, "a", "b", "c", "d");
        add(inbox, UidSet.of(uids.min()), Flags.of(SystemFlag.DELETED));
        UidSet middle = UidSet.range(uids.min() + 1, uids.min() + 2);
        assertThat(inbox.expunge(middle)).isEqualTo(middle);
        assertThat(inbox.refresh().uids()).isEqualTo(uids.minus(middle));
        assertThat(inbox.expunge(UidSet.ALL)).isEqualTo(uids.minus(middle));
    }

    @Test
    default void aUidIsNeverUsedTwice() throws Exception {
        Mailbox inbox = inbox();
        long last = 0;
        for (int i = 0; i < 10; i++) {
            UidSet uids = putAll(inbox, "a", "b");
            assertThat(uids.min()).isGreaterThan(last);
            last = uids.max();
            inbox.expunge(UidSet.ALL);
            assertThat(inbox.refresh().uidNext()).isGreaterThan(last);
        }
    }

    @Test
    default void anOpenBodyStaysReadableAfterExpungeAndDelete() throws Exception {
        Mailbox work = created("Work");
        long one = put(work, "one");
        long two = put(work, "two");
        try (MessageBody first = work.body(one);
                MessageBody second = work.body(two)) {
            work.expunge(UidSet.of(one));
            alice().delete(name("Work"));
            assertThat(octets(first)).isEqualTo(message("one"));
            assertThat(octets(second)).isEqualTo(message("two"));
        }
    }

    @Test
    default void aBodyIsReadableUntilItsLastOwnerClosesIt() throws Exception {
        Mailbox inbox = inbox();
        long uid = put(inbox, "shared");
        MessageBody body = inbox.body(uid);
        MessageBody second = body.retain();
        body.close();
        assertThat(octets(second)).isEqualTo(message("shared"));
        second.close();
        assertThatThrownBy(() -> body.read(0, ByteBuffer.allocate(1))).isInstanceOf(IOException.class);
    }

    @Test
    default void readsArePositionalAndEndWithMinusOne() throws Exception {
        Mailbox inbox = inbox();
        long uid = put(inbox, "positions");
        byte[] all = message("positions");
        try (MessageBody body = inbox.body(uid)) {
            assertThat(body.size()).isEqualTo(all.length);
            ByteBuffer one = ByteBuffer.allocate(1);
            for (int at = all.length - 1; at >= 0; at -= 7) {
                assertThat(body.read(at, one.clear())).isEqualTo(1);
                assertThat(one.get(0)).isEqualTo(all[at]);
            }
            assertThat(body.read(all.length, one.clear())).isEqualTo(-1);
            assertThat(body.read(Long.MAX_VALUE, one.clear())).isEqualTo(-1);
        }
    }

    @Test
    default void sinceTellsWhatChangedAndWhatVanished() throws Exception {
        Mailbox inbox = inbox();
        UidSet uids = putAll(inbox, "a", "b", "c", "d");
        MailboxSnapshot then = inbox.refresh();
        UidSet flagged = UidSet.of(uids.min());
        UidSet expunged = UidSet.of(uids.min() + 2);
        add(inbox, flagged, Flags.of(SystemFlag.SEEN));
        inbox.expunge(expunged);
        long arrived = put(inbox, "e");
        Delta delta = inbox.since(then.highestModSeq());
        assertThat(delta.changed()).isEqualTo(flagged.plus(UidSet.of(arrived)));
        assertThat(delta.vanished().and(uids)).isEqualTo(expunged);
        Delta none = inbox.since(inbox.refresh().highestModSeq());
        assertThat(none.changed()).isEqualTo(UidSet.NONE);
        assertThat(none.vanished().and(inbox.refresh().uids())).isEqualTo(UidSet.NONE);
        assertThat(inbox.since(ModSeq.ZERO).changed()).isEqualTo(inbox.refresh().uids());
    }

    @Test
    default void modSeqRisesWithEveryChange() throws Exception {
        Mailbox inbox = inbox();
        long last = inbox.refresh().highestModSeq().value();
        assertThat(last).isPositive(); // RFC 7162 3.1.2.1: HIGHESTMODSEQ is not zero
        UidSet uids = UidSet.of(put(inbox, "a"));
        for (int step = 0; step < 4; step++) {
            MailboxSnapshot now = inbox.refresh();
            assertThat(now.highestModSeq().value()).isGreaterThan(last);
            last = now.highestModSeq().value();
            switch (step) {
                case 0 -> add(inbox, uids, Flags.of(SystemFlag.SEEN));
                case 1 -> inbox.copy(uids, inbox);
                case 2 -> inbox.expunge(uids);
                default -> assertThat(now.modSeq(0)).isLessThan(last);
            }
        }
    }

    @Test
    default void recentMessagesAreClaimedOnce() throws Exception {
        Mailbox inbox = inbox();
        UidSet uids = putAll(inbox, "a", "b", "c");
        inbox.expunge(UidSet.of(uids.min()));
        UidSet there = uids.minus(UidSet.of(uids.min()));
        assertThat(inbox.recent()).isEqualTo(there);
        assertThat(alice().status(inbox.info().name()).recent()).isEqualTo(2);
        assertThat(inbox.claimRecent()).isEqualTo(there);
        assertThat(inbox().claimRecent()).isEqualTo(UidSet.NONE);
        assertThat(inbox.recent()).isEqualTo(UidSet.NONE);
        assertThat(alice().status(inbox.info().name()).recent()).isZero();
        long later = put(inbox, "d");
        assertThat(inbox().claimRecent()).isEqualTo(UidSet.of(later));
    }

    @Test
    default void claimingRecentChangesNothingElse() throws Exception {
        Mailbox inbox = inbox();
        UidSet uids = putAll(inbox, "a", "b");
        inbox.flag(uids, org.postern.store.FlagChange.add(Flags.of(SystemFlag.SEEN)), Optional.empty());
        MailboxSnapshot before = inbox.refresh();
        inbox.claimRecent();
        MailboxSnapshot after = inbox.refresh();
        assertThat(after.uids()).isEqualTo(uids);
        assertThat(after.highestModSeq()).isEqualTo(before.highestModSeq());
        assertThat(flags(inbox, uids.min())).isEqualTo(Flags.of(SystemFlag.SEEN));
        assertThat(octets(inbox, uids.max())).isEqualTo(message("b"));
    }
}
