package org.postern.store.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postern.store.Change;
import org.postern.store.ChangeLog;
import org.postern.store.CopyOutcome;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.MailboxEntry.Subscription;
import org.postern.store.MailboxName;
import org.postern.store.StoreLaws;
import org.postern.store.SystemFlag;
import org.postern.store.UidSet;
import org.postern.store.Watch;

/** Every commit is told, after it, in order, to those who watch and to nobody else. */
public interface WatchLaws extends StoreLaws {

    @Test
    default void whatChangesNothingIsNotTold() throws Exception {
        Mailbox inbox = inbox();
        UidSet uids = putAll(inbox, "a");
        add(inbox, uids, Flags.of(SystemFlag.SEEN));
        ChangeLog log = new ChangeLog();
        try (Watch watch = inbox.watch(log)) {
            assertThat(watch).isNotNull();
            add(inbox, uids, Flags.of(SystemFlag.SEEN));
            inbox.expunge(UidSet.of(77));
            inbox.copy(UidSet.of(77), inbox);
            inbox.claimRecent();
            put(inbox, "recent");
            inbox.claimRecent(); // though it moves files
            assertThat(log.next()).isInstanceOf(Change.Arrived.class);
            long marker = put(inbox, "marker");
            assertThat(log.next()).isEqualTo(new Change.Arrived(MailboxName.INBOX, UidSet.of(marker)));
        }
    }

    @Test
    default void aMailboxTellsWhatHappensInItInOrder() throws Exception {
        Mailbox inbox = inbox();
        Mailbox work = created("Work");
        ChangeLog log = new ChangeLog();
        try (Watch watch = work.watch(log)) {
            assertThat(watch).isNotNull();
            put(inbox, "elsewhere");
            UidSet uids = putAll(work, "a", "b");
            add(alice().open(name("Work")), UidSet.of(uids.min()), Flags.of(SystemFlag.SEEN));
            CopyOutcome moved = inbox.move(UidSet.ALL, work);
            work.expunge(uids);
            assertThat(log.next()).isEqualTo(new Change.Arrived(name("Work"), uids));
            assertThat(log.next()).isEqualTo(new Change.Flagged(name("Work"), UidSet.of(uids.min())));
            assertThat(log.next()).isEqualTo(new Change.Arrived(name("Work"), moved.target()));
            assertThat(log.next()).isEqualTo(new Change.Expunged(name("Work"), uids));
            alice().delete(name("Work"));
            assertThat(log.next()).isEqualTo(new Change.Gone(name("Work")));
        }
    }

    @Test
    default void anAccountTellsEverything() throws Exception {
        ChangeLog log = new ChangeLog();
        try (Watch watch = alice().watch(log)) {
            assertThat(watch).isNotNull();
            store().open(BOB).create(name("Not hers"), Optional.empty());
            Mailbox work = created("Work");
            alice().subscribe(name("Work"), Subscription.SUBSCRIBED);
            created("Work/a");
            long uid = put(work, "a");
            alice().rename(name("Work"), name("Jobs"));
            alice().delete(name("Jobs/a"));
            assertThat(log.next()).isEqualTo(new Change.Created(name("Work")));
            assertThat(log.next()).isEqualTo(new Change.Subscribed(name("Work")));
            assertThat(log.next()).isEqualTo(new Change.Created(name("Work/a")));
            assertThat(log.next()).isEqualTo(new Change.Arrived(name("Work"), UidSet.of(uid)));
            assertThat(log.next()).isEqualTo(new Change.Renamed(name("Work"), name("Jobs")));
            assertThat(log.next()).isEqualTo(new Change.Renamed(name("Work/a"), name("Jobs/a")));
            assertThat(log.next()).isEqualTo(new Change.Gone(name("Jobs/a")));
        }
    }

    @Test
    default void aMoveArrivesBeforeItLeaves() throws Exception {
        Mailbox inbox = inbox();
        UidSet uids = putAll(inbox, "a", "b");
        Mailbox work = created("Work");
        ChangeLog log = new ChangeLog();
        try (Watch watch = alice().watch(log)) {
            assertThat(watch).isNotNull();
            CopyOutcome moved = inbox.move(uids, work);
            assertThat(log.next()).isEqualTo(new Change.Arrived(name("Work"), moved.target()));
            assertThat(log.next()).isEqualTo(new Change.Expunged(MailboxName.INBOX, uids));
        }
    }

    @Test
    default void whatIsToldIsCommitted() throws Exception {
        Mailbox inbox = inbox();
        ChangeLog log = new ChangeLog();
        try (Watch watch = inbox.watch(log)) {
            assertThat(watch).isNotNull();
            put(inbox, "a");
            Change.Arrived arrived = (Change.Arrived) log.next();
            assertThat(inbox.refresh().uids()).isEqualTo(arrived.uids());
        }
    }

    @Test
    default void aClosedWatchIsSilent() throws Exception {
        Mailbox inbox = inbox();
        ChangeLog closed = new ChangeLog();
        ChangeLog open = new ChangeLog();
        Watch early = inbox.watch(closed);
        try (Watch watch = inbox.watch(open)) {
            assertThat(watch).isNotNull();
            early.close();
            early.close();
            put(inbox, "a");
            assertThat(open.next()).isInstanceOf(Change.Arrived.class);
            assertThat(closed.isEmpty()).isTrue();
        }
    }
}
