package org.postern.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.MailboxSnapshot;
import org.postern.store.Problem;
import org.postern.store.StoreException;

/** Trees from elsewhere become accounts, wholly or not at all. */
final class TreeTransferTest {
    @TempDir
    private Path temporary;

    private Path tree() throws IOException {
        Path tree = temporary.resolve("elsewhere");
        for (String directory : List.of("cur", "new", "tmp", ".Work/cur", ".Work/new", ".Work/tmp")) {
            Files.createDirectories(tree.resolve(directory));
        }
        Path message = Files.writeString(tree.resolve("cur/1.a,S=6:2,S"), "A: 1\n\n");
        Files.setLastModifiedTime(message, FileTime.from(Stage.NOON));
        Files.writeString(tree.resolve("dovecot-uidlist"), "3 V7 N9\n5 :1.a,S=6\n");
        Files.writeString(tree.resolve("dovecot.index.log"), "log");
        Files.createSymbolicLink(tree.resolve("link"), message);
        return tree;
    }

    private static AdoptionSource source(Path tree, AdoptionSource.Transfer transfer) {
        return new AdoptionSource(tree, transfer, Optional.empty());
    }

    private static void check(Stage stage) throws Exception {
        try (Mailbox inbox = stage.inbox()) {
            MailboxSnapshot now = inbox.refresh();
            assertThat(now.uids()).hasToString("5");
            assertThat(now.received(0)).isEqualTo(Stage.NOON);
            assertThat(Stage.text(inbox, 5)).isEqualTo("A: 1\r\n\r\n");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theMailIsTheUsersAndTheReportSaysWhatStayed(AdoptionSource.Transfer transfer) throws Exception {
        Path tree = tree();
        try (Stage stage = Stage.open(temporary.resolve("mail"))) {
            stage.inbox().refresh(); // an account with nothing in it makes way
            AdoptedAccount adopted = stage.store().administration().adopt(Stage.ALICE, source(tree, transfer));
            assertThat(adopted.mailboxes()).extracting(AdoptedMailbox::name).containsExactly(MailboxName.INBOX);
            check(stage);
            boolean moved = transfer == AdoptionSource.Transfer.MOVE;
            assertThat(Files.exists(tree)).isEqualTo(!moved);
            assertThat(adopted.odd()).hasSize(moved ? 0 : 1);
            assertThat(stage.root().resolve("dovecot.index.log")).hasContent("log");
            Path there = Stage.only(stage.cur());
            assertThat(there.getFileName()).hasToString("1.a,S=6,W=8,U=5:2,S");
            if (!moved) {
                assertThat(Files.isSameFile(there, tree.resolve("cur/1.a,S=6:2,S")))
                        .isEqualTo(transfer == AdoptionSource.Transfer.LINK);
            }
        }
        try (Stage again = Stage.open(temporary.resolve("mail"))) {
            check(again);
        }
    }

    @Test
    void whatIsNoTreeOrInTheWayIsRefused() throws Exception {
        Path tree = tree();
        Path mail = temporary.resolve("mail");
        try (Stage stage = Stage.open(mail)) {
            assertRefused(stage, temporary.resolve("nothing"));
            assertRefused(stage, tree.resolve("cur"));
            assertRefused(stage, tree.resolve("link"));
            stage.inbox().refresh();
            assertRefused(stage, stage.root());
            stage.put(stage.inbox(), "A: 2\r\n\r\n", Flags.NONE);
            assertRefused(stage, tree);
            assertThat(stage.inbox().refresh().size()).isEqualTo(1);
        }
    }

    private static void assertRefused(Stage stage, Path tree) {
        assertThatThrownBy(() ->
                        stage.store().administration().adopt(Stage.ALICE, source(tree, AdoptionSource.Transfer.COPY)))
                .isInstanceOf(StoreException.class)
                .extracting("problem")
                .isEqualTo(Problem.CANNOT);
    }

    @ParameterizedTest
    @EnumSource
    void interruptedAnywhereTheMailIsHereOrThere(AdoptionSource.Transfer transfer) throws Exception {
        Path counted = tree();
        FaultyFiles counting = new FaultyFiles(FaultyFiles.Fault.STOP, Integer.MAX_VALUE);
        adopt("sound", counting, counted, transfer);
        for (int at = 1; at <= counting.changes(); at += 2) {
            new SmallFiles(new DiskFiles()).deleteTree(counted);
            Path tree = tree();
            String place = transfer + "-" + at;
            adopt(place, new FaultyFiles(FaultyFiles.Fault.STOP, at), tree, transfer);
            try (Stage stage = Stage.open(temporary.resolve(place), machine(new DiskFiles()))) {
                boolean here = stage.inbox().refresh().size() == 1;
                if (!here) {
                    stage.store().administration().adopt(Stage.ALICE, source(tree, transfer));
                }
                check(stage);
            }
        }
        try (Stream<Path> left = Files.list(temporary.resolve("sound/.spool"))) {
            assertThat(left).allMatch(p -> p.endsWith("markers"));
        }
    }

    private void adopt(String place, FileLayer files, Path tree, AdoptionSource.Transfer transfer) {
        try (Stage stage = Stage.open(temporary.resolve(place), machine(files))) {
            stage.store().administration().adopt(Stage.ALICE, source(tree, transfer));
        } catch (StoreException e) {
            // Interrupted.
        }
    }

    private static MaildirStore.Machine machine(FileLayer files) {
        return new MaildirStore.Machine(files, (f, p) -> Lookout.NONE, Stage.SMALL);
    }
}
