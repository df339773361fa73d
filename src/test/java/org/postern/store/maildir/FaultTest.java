package org.postern.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postern.store.FlagChange;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.MailboxEntry;
import org.postern.store.MailboxName;
import org.postern.store.MailboxSnapshot;
import org.postern.store.Problem;
import org.postern.store.StoreException;
import org.postern.store.StoreInvariants;
import org.postern.store.SystemFlag;
import org.postern.store.UidSet;

/**
 * One script, in which every kind of operation comes, run once for each change it makes to the disk: that change fails, or
 * finds the disk full, or is the last of a killed process. Whatever was acknowledged holds, each message for itself is as
 * before or after the step that failed, no UID means two messages, and service goes on.
 */
final class FaultTest {
    /** Every change would take a minute; each kind of fault begins elsewhere. */
    private static final int STRIDE = Integer.getInteger("postern.test.fault-stride", 5);

    private static final MailboxName WORK = new MailboxName("Work");
    private static final MailboxName JOBS = new MailboxName("Jobs");
    private static final MailboxName SENT = new MailboxName("Sent");

    private interface Step {
        void run(Stage stage) throws StoreException;
    }

    /** Mailbox and text to flags. */
    private record State(Map<String, String> messages) {}

    @TempDir
    private Path temporary;

    private final List<Step> script = List.of(
            Stage::alice,
            s -> s.put(s.inbox(), "plain", Flags.NONE),
            s -> s.put(s.inbox(), "flagged", Flags.of(SystemFlag.FLAGGED)),
            s -> s.put(s.inbox(), "keyword", Flags.of(Set.of(SystemFlag.SEEN), List.of("k1"))),
            s -> s.put(s.inbox(), "fourth", Flags.NONE),
            s -> flag(s, UidSet.ALL, Flags.of(SystemFlag.ANSWERED)),
            s -> s.inbox().claimRecent(),
            s -> flag(s, s.inbox().refresh().uids(), Flags.of(Set.of(SystemFlag.DRAFT), List.of("k2"))),
            s -> s.inbox().copy(UidSet.ALL, s.alice().open(SENT)),
            s -> s.alice().create(WORK, Optional.empty()),
            s -> s.inbox().move(first(s.inbox()), s.alice().open(WORK)),
            s -> s.put(s.alice().open(WORK), "in work", Flags.of(SystemFlag.SEEN)),
            s -> s.inbox().expunge(first(s.inbox())),
            s -> s.alice().rename(WORK, JOBS),
            s -> s.alice().subscribe(JOBS, MailboxEntry.Subscription.SUBSCRIBED),
            s -> flag(s, UidSet.ALL, Flags.of(SystemFlag.SEEN)),
            s -> s.alice().delete(SENT));

    private final List<State> states = new ArrayList<>();
    private int changes;

    private static void flag(Stage stage, UidSet uids, Flags flags) throws StoreException {
        stage.inbox().flag(uids, FlagChange.add(flags), Optional.empty());
    }

    private static UidSet first(Mailbox mailbox) throws StoreException {
        return UidSet.of(mailbox.refresh().uid(0));
    }

    private Stage open(String place, FileLayer files) throws StoreException {
        return Stage.open(
                temporary.resolve(place), new MaildirStore.Machine(files, (f, p) -> Lookout.NONE, Stage.SMALL));
    }

    @BeforeEach
    void withoutFault() throws Exception {
        FaultyFiles files = new FaultyFiles(FaultyFiles.Fault.STOP, Integer.MAX_VALUE);
        try (Stage stage = open("sound", files)) {
            states.add(new State(Map.of()));
            for (Step step : script) {
                step.run(stage);
                stage.store().writeLedgers();
                states.add(state(stage));
            }
        }
        changes = files.changes();
        assertThat(changes).isGreaterThan(150);
        assertThat(states.get(states.size() - 1).messages()).hasSize(4);
    }

    private static State state(Stage stage) throws StoreException, IOException {
        Map<String, String> messages = new TreeMap<>();
        for (MailboxEntry entry : stage.alice().mailboxes()) {
            if (entry.existence() == MailboxEntry.Existence.SELECTABLE) {
                try (Mailbox mailbox = stage.alice().open(entry.name())) {
                    MailboxSnapshot now = mailbox.refresh();
                    for (int row = 0; row < now.size(); row++) {
                        String key = entry.name() + ": " + Stage.text(mailbox, now.uid(row));
                        assertThat(messages.put(key, now.flags(row).toString()))
                                .as("twice: %s", key)
                                .isNull();
                    }
                }
            }
        }
        return new State(messages);
    }

    @ParameterizedTest
    @EnumSource
    void aFaultAnywhereHarmsNothingAcknowledged(FaultyFiles.Fault fault) throws Exception {
        for (int at = 1 + fault.name().length() % STRIDE; at <= changes; at += STRIDE) {
            FaultyFiles files = new FaultyFiles(fault, at);
            String place = fault + "-" + at;
            try {
                run(files, place);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("change " + at + " of " + changes + ", " + fault, e);
            }
        }
    }

    private void run(FaultyFiles files, String place) throws Exception {
        Stage stage;
        try {
            stage = open(place, files);
        } catch (StoreException e) {
            return; // nothing was acknowledged, not even a store
        }
        int done = 0;
        Set<Long> used = new TreeSet<>();
        try {
            for (Step step : script) {
                step.run(stage);
                done++;
                stage.store().writeLedgers();
            }
        } catch (StoreException e) {
            assertThat(e.problem()).isIn(Problem.UNAVAILABLE, Problem.DISK_FULL);
        }
        if (!files.isStopped()) {
            files.mend();
            checkGoesOn(stage, done, used);
        }
        stage.close(); // after a stop nothing of this reaches the disk
        try (Stage again = open(place, new FaultyFiles(FaultyFiles.Fault.STOP, Integer.MAX_VALUE))) {
            checkGoesOn(again, done, used);
        }
    }

    private void checkGoesOn(Stage stage, int done, Set<Long> used) throws Exception {
        StoreInvariants.check(stage.alice());
        State before = states.get(done);
        State after = states.get(Math.min(done + 1, states.size() - 1));
        State now = state(stage);
        Set<String> all = new TreeSet<>(before.messages().keySet());
        all.addAll(after.messages().keySet());
        all.addAll(now.messages().keySet());
        for (String key : all) {
            if (!key.contains("afterwards")) {
                assertThat(Optional.ofNullable(now.messages().get(key)))
                        .as(key)
                        .isIn(
                                Optional.ofNullable(before.messages().get(key)),
                                Optional.ofNullable(after.messages().get(key)));
            }
        }
        try (Mailbox inbox = stage.inbox()) {
            inbox.refresh().uids().forEach(used::add);
            long uid = stage.put(inbox, "afterwards " + used.size(), Flags.NONE);
            assertThat(used.add(uid)).as("UID %s is new", uid).isTrue();
        }
    }
}
