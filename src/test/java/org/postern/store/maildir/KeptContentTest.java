package org.postern.store.maildir;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.postern.store.maildir.CachedMail.MESSAGES;
import static org.postern.store.maildir.CachedMail.SMALL;
import static org.postern.store.maildir.CachedMail.assertChanged;
import static org.postern.store.maildir.CachedMail.assertFilled;
import static org.postern.store.maildir.CachedMail.change;
import static org.postern.store.maildir.CachedMail.fill;
import static org.postern.store.maildir.CachedMail.keeping;
import static org.postern.store.maildir.CachedMail.message;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.MessageBody;
import org.postern.store.Problem;
import org.postern.store.StoreException;
import org.postern.store.Summaries;
import org.postern.store.SystemFlag;
import org.postern.store.UidSet;

/**
 * Small messages are read from one file: as they come, when they are copied, and for as long as they are there. That a message
 * came from it is told by files that were changed in place, which nobody notices.
 */
final class KeptContentTest {
    private final CachedMail mail;

    KeptContentTest(@TempDir Path temporary) {
        this.mail = CachedMail.keepingSmall(temporary);
    }

    @Test
    void arrivalsAreReadFromOneFile() throws Exception {
        Stage stage = mail.open();
        try (Mailbox inbox = stage.inbox()) {
            fill(stage, inbox);
            change(stage.root());
            assertFilled(inbox);
            try (MessageBody body = inbox.body(7)) {
                assertThat(ISO_8859_1.decode(body.octets().orElseThrow()).toString())
                        .isEqualTo(message(7));
                assertThat(body.file()).isEmpty();
            }
        }
        stage = mail.reopened(stage);
        try (Mailbox inbox = stage.inbox()) {
            assertFilled(inbox);
        }
        stage.close();
    }

    @Test
    void whatIsReadAsItComesIsReadFromThereToo() throws Exception {
        try (Stage stage = mail.open();
                Mailbox inbox = stage.inbox()) {
            for (int i = 1; i <= MESSAGES; i++) {
                stage.put(inbox, message(i), Flags.of(SystemFlag.SEEN));
                change(stage.root());
                assertThat(Stage.text(inbox, i)).isEqualTo(message(i));
            }
        }
    }

    @Test
    void onlySmallOnesAreKept() throws Exception {
        try (Stage stage = mail.open();
                Mailbox inbox = stage.inbox()) {
            stage.put(inbox, "x".repeat(SMALL), Flags.NONE);
            stage.put(inbox, "x".repeat(SMALL + 1), Flags.NONE);
            stage.put(inbox, "", Flags.NONE);
            change(stage.root());
            assertThat(Stage.text(inbox, 1)).matches("x+");
            assertChanged(inbox, UidSet.of(2));
            assertThat(Stage.text(inbox, 3)).isEmpty();
        }
    }

    @Test
    void whatOthersDeliverIsKeptWhenItIsListedAndNotWhenItIsRead() throws Exception {
        Stage stage = mail.open();
        try (Mailbox inbox = stage.inbox()) {
            stage.drop("new", "1.other", "from elsewhere\nwith bare LF\n");
            UidSet uids = inbox.refresh().uids();
            assertThat(Stage.text(inbox, uids.min())).isEqualTo("from elsewhere\r\nwith bare LF\r\n");
            assertThat(mail.kept()).doesNotExist();
            try (Summaries summaries = inbox.summaries()) {
                assertThat(summaries.of(uids.min())).isPresent();
            }
            change(stage.root());
            assertThat(Stage.text(inbox, uids.min())).isEqualTo("from elsewhere\r\nwith bare LF\r\n");
        }
        stage = mail.reopened(stage);
        try (Mailbox inbox = stage.inbox()) {
            assertThat(Stage.text(inbox, inbox.refresh().uids().min())).isEqualTo("from elsewhere\r\nwith bare LF\r\n");
        }
        stage.close();
    }

    @Test
    void copiesTakeTheirsAlong() throws Exception {
        Stage stage = mail.open();
        try (Mailbox inbox = stage.inbox();
                Mailbox sent = stage.alice().open(MailboxName.of("Sent"))) {
            fill(stage, inbox);
            inbox.copy(UidSet.range(1, 20), sent);
            inbox.move(UidSet.range(21, MESSAGES), sent);
            change(stage.root().resolve(".Sent"));
            assertFilled(sent);
        }
        stage = mail.reopened(stage);
        try (Mailbox sent = stage.alice().open(MailboxName.of("Sent"))) {
            assertFilled(sent);
        }
        stage.close();
    }

    @Test
    void whatIsExpungedIsGoneAtOnceAndDoesNotStayForEver() throws Exception {
        Stage stage = mail.open();
        try (Mailbox inbox = stage.inbox()) {
            for (int round = 0; round < 20; round++) {
                fill(stage, inbox);
                UidSet all = inbox.refresh().uids();
                inbox.expunge(UidSet.range(all.min(), all.max() - 5));
                StoreException failure = catchThrowableOfType(
                        StoreException.class, () -> inbox.body(all.min()).close());
                assertThat(failure.problem()).isEqualTo(Problem.MESSAGE_GONE);
                assertThat(Files.size(mail.kept())).isLessThan(MESSAGES * 120);
            }
            change(stage.root());
            UidSet left = inbox.snapshot().uids();
            assertThat(Stage.text(inbox, left.max())).isEqualTo(message(MESSAGES));
        }
        stage = mail.reopened(stage);
        try (Mailbox inbox = stage.inbox()) {
            assertThat(Stage.text(inbox, inbox.snapshot().uids().max())).isEqualTo(message(MESSAGES));
        }
        stage.close();
    }

    @Test
    void aMailboxThatIsEmptiedAfterARestartKeepsNothing() throws Exception {
        Stage stage = mail.open();
        try (Mailbox inbox = stage.inbox()) {
            fill(stage, inbox);
        }
        stage = mail.reopened(stage);
        try (Mailbox inbox = stage.inbox()) {
            inbox.expunge(inbox.refresh().uids());
            assertThat(Files.readString(mail.kept(), ISO_8859_1)).doesNotContain("message number");
        }
        stage.close();
    }

    @Test
    void whereNothingExpungedIsHeldThereIsNoFileOfAnEmptyMailbox() throws Exception {
        MaildirSettings holdingNone = keeping(SMALL).withKeepExpunged(() -> Duration.ZERO);
        Stage stage = mail.open(holdingNone);
        try (Mailbox inbox = stage.inbox()) {
            fill(stage, inbox);
            inbox.expunge(inbox.refresh().uids());
            assertThat(mail.kept()).doesNotExist();
            stage.put(inbox, message(1), Flags.NONE);
            change(stage.root());
            assertThat(Stage.text(inbox, MESSAGES + 1)).isEqualTo(message(1));
        }
        stage.close();
        stage = mail.open(holdingNone);
        try (Mailbox inbox = stage.inbox()) {
            assertThat(Stage.text(inbox, MESSAGES + 1)).isEqualTo(message(1));
            inbox.expunge(inbox.refresh().uids());
            assertThat(mail.kept()).doesNotExist();
            assertThat(mail.file(CacheKind.SUMMARIES)).doesNotExist();
        }
        stage.close();
    }

    @Test
    void aMailboxThatHasAnothersNameDoesNotHaveItsMessages() throws Exception {
        try (Stage stage = mail.open()) {
            MailboxName one = MailboxName.of("One");
            for (String word : List.of("first", "other")) {
                stage.alice().create(one, Optional.empty());
                try (Mailbox mailbox = stage.alice().open(one)) {
                    stage.put(mailbox, word + " text", Flags.NONE);
                    assertThat(Stage.text(mailbox, 1)).isEqualTo(word + " text");
                }
                stage.alice().rename(one, MailboxName.of(word));
            }
            try (Mailbox first = stage.alice().open(MailboxName.of("first"))) {
                change(stage.root().resolve(".first"));
                assertThat(Stage.text(first, 1)).isEqualTo("first text");
            }
        }
    }

    @Test
    void aMessageThatIsOpenStaysSoThoughItsMailboxGoes() throws Exception {
        MailboxName name = MailboxName.of("Box");
        FaultyFiles disk = FaultyFiles.sound();
        try (Stage stage = mail.open(keeping(SMALL), disk);
                Mailbox box = created(stage, name)) {
            stage.put(box, message(1), Flags.of(SystemFlag.SEEN));
            Path directory = stage.root().resolve(".Box");
            Files.delete(directory.resolve(CacheKind.CONTENTS.file()));
            disk.whenOpened(file -> {
                if (file.startsWith(directory.resolve("cur"))) {
                    disk.whenOpened(other -> {});
                    delete(stage, name);
                }
            });
            assertThat(Stage.text(box, 1)).isEqualTo(message(1));
            assertThat(directory).doesNotExist();
        }
    }

    private static Mailbox created(Stage stage, MailboxName name) throws StoreException {
        stage.alice().create(name, Optional.empty());
        return stage.alice().open(name);
    }

    private static void delete(Stage stage, MailboxName name) {
        try {
            stage.alice().delete(name);
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void readersSeeEachMessageRightWhileOthersComeAndGo() throws Exception {
        ExecutorService readers = Executors.newFixedThreadPool(3);
        try (Stage stage = mail.open();
                Mailbox inbox = stage.inbox()) {
            for (int round = 0; round < 5; round++) {
                fill(stage, inbox);
                UidSet all = inbox.refresh().uids();
                long first = all.max() - MESSAGES;
                Callable<Integer> reading = () -> read(inbox, all, first);
                List<Future<Integer>> reads = IntStream.range(0, 3)
                        .mapToObj(i -> readers.submit(reading))
                        .toList();
                for (long uid = all.min(); uid < all.max(); uid += 3) {
                    inbox.expunge(UidSet.range(uid, uid + 1));
                    stage.put(inbox, "in between", Flags.of(SystemFlag.SEEN));
                }
                for (Future<Integer> read : reads) {
                    assertThat(read.get()).isPositive();
                }
                inbox.expunge(inbox.snapshot().uids());
            }
        } finally {
            readers.shutdownNow();
        }
    }

    /** Returns how many were there. */
    private static int read(Mailbox inbox, UidSet uids, long before) throws StoreException, IOException {
        int there = 0;
        for (long uid : uids.stream().toArray()) {
            try {
                assertThat(Stage.text(inbox, uid)).isEqualTo(message((int) (uid - before)));
                there++;
            } catch (StoreException e) {
                assertThat(e.problem()).isEqualTo(Problem.MESSAGE_GONE);
            }
        }
        return there;
    }

    @Test
    void aBodyStaysAsItIsWhateverComesAfterIt() throws Exception {
        try (Stage stage = mail.open();
                Mailbox inbox = stage.inbox()) {
            fill(stage, inbox);
            try (MessageBody body = inbox.body(12)) {
                inbox.expunge(inbox.refresh().uids());
                fill(stage, inbox);
                ByteBuffer all = ByteBuffer.allocate((int) body.size());
                assertThat(body.read(0, all)).isEqualTo(all.capacity());
                assertThat(new String(all.array(), ISO_8859_1)).isEqualTo(message(12));
            }
        }
    }
}
