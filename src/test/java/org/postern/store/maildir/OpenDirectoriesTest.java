package org.postern.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.store.FlagChange;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.StoreException;
import org.postern.store.SystemFlag;
import org.postern.store.UidSet;

/** A directory that cannot be opened is no reason to fail: names can be changed all the same. */
final class OpenDirectoriesTest {
    private static final int MESSAGES = 2 * Stage.SMALL.manyNames() + 1;
    private static final UidSet ALL = UidSet.range(1, MESSAGES);

    @TempDir
    private Path temporary;

    private final FaultyFiles files = FaultyFiles.sound();

    private Stage open() throws StoreException {
        return Stage.open(
                temporary.resolve("mail"),
                new MaildirStore.Machine(files, (layer, spool) -> Lookout.NONE, Stage.SMALL));
    }

    private static void fill(Stage stage, Mailbox inbox) throws StoreException {
        for (int i = 0; i < MESSAGES; i++) {
            stage.put(inbox, "message", Flags.of(SystemFlag.SEEN));
        }
    }

    @Test
    void flagsChange() throws Exception {
        try (Stage stage = open();
                Mailbox inbox = stage.inbox()) {
            fill(stage, inbox);
            files.forbid(stage.cur());
            FlagChange change = FlagChange.add(Flags.of(SystemFlag.FLAGGED));
            assertThat(inbox.flag(ALL, change, Optional.empty()).changed()).isEqualTo(ALL);
        }
    }

    @Test
    void messagesAreExpunged() throws Exception {
        try (Stage stage = open();
                Mailbox inbox = stage.inbox()) {
            fill(stage, inbox);
            files.forbid(
                    stage.root().resolve(Holding.DIRECTORY).resolve(inbox.info().id()));
            assertThat(inbox.expunge(ALL)).isEqualTo(ALL);
            assertThat(stage.alice().held().list()).hasSize(MESSAGES);
        }
    }
}
