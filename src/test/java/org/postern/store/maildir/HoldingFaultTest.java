package org.postern.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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
 * Expunge and restore with a fault at each change to the disk: every message is held or in a mailbox, and once all is
 * restored it is there once. Only a disk so full that nothing can be held may lose what was to be removed.
 */
final class HoldingFaultTest {
    private static final MailboxName WORK = new MailboxName("Work");
    private static final List<String> TEXTS = List.of("one", "two", "three", "work");

    @TempDir
    private Path temporary;

    private static MaildirStore.Machine machine(FileLayer files) {
        return new MaildirStore.Machine(files, (f, p) -> Lookout.NONE, Stage.SMALL);
    }

    private void fill(String place) throws StoreException {
        try (Stage stage = Stage.open(temporary.resolve(place), machine(FaultyFiles.sound()))) {
            stage.alice().create(WORK, Optional.empty());
            stage.put(stage.inbox(), "one", Flags.NONE);
            stage.put(stage.inbox(), "two", Flags.of(Set.of(SystemFlag.SEEN), List.of("k1")));
            stage.put(stage.inbox(), "three", Flags.of(Set.of(), List.of("k2")));
            stage.put(stage.alice().open(WORK), "work", Flags.NONE);
        }
    }

    /** Returns whether all of it went well. */
    private boolean run(String place, FileLayer files) {
        try (Stage stage = Stage.open(temporary.resolve(place), machine(files))) {
            stage.inbox().expunge(UidSet.ALL);
            stage.store().writeLedgers();
            stage.alice().delete(WORK);
            stage.store().writeLedgers();
            stage.alice().held().restore(stage.alice().held().list());
            return true;
        } catch (StoreException e) {
            assertThat(e.problem()).isIn(Problem.UNAVAILABLE, Problem.DISK_FULL);
            return false;
        }
    }

    private static List<String> texts(Stage stage) throws StoreException, IOException {
        List<String> texts = new ArrayList<>();
        for (MailboxEntry entry : stage.alice().mailboxes()) {
            try (Mailbox mailbox = stage.alice().open(entry.name())) {
                MailboxSnapshot now = mailbox.refresh();
                for (int row = 0; row < now.size(); row++) {
                    texts.add(Stage.text(mailbox, now.uid(row)));
                }
            }
        }
        return texts;
    }

    @ParameterizedTest
    @EnumSource
    void eachMessageIsHeldOrInAMailbox(FaultyFiles.Fault fault) throws Exception {
        fill("sound");
        FaultyFiles counting = FaultyFiles.sound();
        assertThat(run("sound", counting)).isTrue();
        for (int at = 1; at <= counting.changes(); at++) {
            String place = fault + "-" + at;
            fill(place);
            boolean sound = run(place, new FaultyFiles(fault, at));
            try (Stage again = Stage.open(temporary.resolve(place), machine(FaultyFiles.sound()))) {
                again.alice().held().restore(again.alice().held().list());
                StoreInvariants.check(again.alice());
                assertThat(again.alice().held().list()).isEmpty();
                List<String> texts = texts(again);
                assertThat(texts).as("change %s of %s", at, counting.changes()).doesNotHaveDuplicates();
                if (fault != FaultyFiles.Fault.FULL) {
                    assertThat(texts)
                            .as("change %s of %s, %s", at, counting.changes(), sound)
                            .containsExactlyInAnyOrderElementsOf(TEXTS);
                }
            }
        }
    }
}
