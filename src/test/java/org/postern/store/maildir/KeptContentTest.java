package org.postern.store.maildir;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.MailboxSnapshot;
import org.postern.store.MessageBody;
import org.postern.store.Problem;
import org.postern.store.SampleSummarizer;
import org.postern.store.StoreException;
import org.postern.store.StoreInvariants;
import org.postern.store.Summaries;
import org.postern.store.SystemFlag;
import org.postern.store.UidSet;

/**
 * The file of small messages is only ever faster: whatever becomes of it, messages are as their files are. That a message came
 * from it is told by files that were changed in place, which nobody notices.
 */
final class KeptContentTest {
    private static final int MESSAGES = 40;
    private static final int SMALL = 100;

    @TempDir
    private Path temporary;

    private Stage open() throws StoreException {
        return open(SMALL);
    }

    private Stage open(int keepSmall) throws StoreException {
        return open(MaildirSettings.of("test").withKeepSmall(keepSmall));
    }

    private Stage open(MaildirSettings settings) throws StoreException {
        return open(settings, FaultyFiles.sound());
    }

    private Stage open(MaildirSettings settings, FileLayer disk) throws StoreException {
        MaildirStore.Machine machine = new MaildirStore.Machine(disk, (files, spool) -> Lookout.NONE, Stage.SMALL);
        return Stage.open(temporary.resolve("mail"), machine, settings.withSummarizer(new SampleSummarizer(1)));
    }

    private Stage reopened(Stage stage) throws StoreException {
        stage.close();
        return open();
    }

    private static String message(int number) {
        return "message number " + number + "\r\n" + "x".repeat(number);
    }

    private static void fill(Stage stage, Mailbox mailbox) throws StoreException {
        for (int i = 1; i <= MESSAGES; i++) {
            stage.put(mailbox, message(i), Flags.of(SystemFlag.SEEN));
        }
    }

    private static Path kept(Stage stage) {
        return stage.root().resolve(CacheKind.CONTENTS.file());
    }

    /** Changes every file of a mailbox in place. */
    private static void change(Path mailbox) throws IOException {
        for (String directory : List.of("cur", "new")) {
            try (Stream<Path> files = Files.list(mailbox.resolve(directory))) {
                for (Path file : files.toList()) {
                    Files.writeString(file, "y".repeat((int) Files.size(file)));
                }
            }
        }
    }

    private static void assertKept(Mailbox mailbox) throws StoreException, IOException {
        for (int i = 1; i <= MESSAGES; i++) {
            assertThat(Stage.text(mailbox, i)).isEqualTo(message(i));
        }
    }

    private static void assertNotKept(Mailbox mailbox, UidSet uids) throws StoreException, IOException {
        for (long uid : uids.stream().toArray()) {
            assertThat(Stage.text(mailbox, uid)).matches("y+");
        }
    }

    @Test
    void arrivalsAreReadFromOneFile() throws Exception {
        Stage stage = open();
        try (Mailbox inbox = stage.inbox()) {
            fill(stage, inbox);
            change(stage.root());
            assertKept(inbox);
            try (MessageBody body = inbox.body(7)) {
                assertThat(ISO_8859_1.decode(body.octets().orElseThrow()).toString())
                        .isEqualTo(message(7));
                assertThat(body.file()).isEmpty();
            }
        }
        stage = reopened(stage);
        try (Mailbox inbox = stage.inbox()) {
            assertKept(inbox);
        }
        stage.close();
    }

    @Test
    void whatIsReadAsItComesIsReadFromThereToo() throws Exception {
        try (Stage stage = open();
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
        try (Stage stage = open();
                Mailbox inbox = stage.inbox()) {
            stage.put(inbox, "x".repeat(SMALL), Flags.NONE);
            stage.put(inbox, "x".repeat(SMALL + 1), Flags.NONE);
            stage.put(inbox, "", Flags.NONE);
            change(stage.root());
            assertThat(Stage.text(inbox, 1)).matches("x+");
            assertNotKept(inbox, UidSet.of(2));
            assertThat(Stage.text(inbox, 3)).isEmpty();
        }
    }

    @Test
    void whatOthersDeliverIsKeptWhenItIsListedAndNotWhenItIsRead() throws Exception {
        Stage stage = open();
        try (Mailbox inbox = stage.inbox()) {
            stage.drop("new", "1.other", "from elsewhere\nwith bare LF\n");
            UidSet uids = inbox.refresh().uids();
            assertThat(Stage.text(inbox, uids.min())).isEqualTo("from elsewhere\r\nwith bare LF\r\n");
            assertThat(kept(stage)).doesNotExist();
            try (Summaries summaries = inbox.summaries()) {
                assertThat(summaries.of(uids.min())).isPresent();
            }
            change(stage.root());
            assertThat(Stage.text(inbox, uids.min())).isEqualTo("from elsewhere\r\nwith bare LF\r\n");
        }
        stage = reopened(stage);
        try (Mailbox inbox = stage.inbox()) {
            assertThat(Stage.text(inbox, inbox.refresh().uids().min())).isEqualTo("from elsewhere\r\nwith bare LF\r\n");
        }
        stage.close();
    }

    @Test
    void copiesTakeTheirsAlong() throws Exception {
        Stage stage = open();
        try (Mailbox inbox = stage.inbox();
                Mailbox sent = stage.alice().open(MailboxName.of("Sent"))) {
            fill(stage, inbox);
            inbox.copy(UidSet.range(1, 20), sent);
            inbox.move(UidSet.range(21, MESSAGES), sent);
            change(stage.root().resolve(".Sent"));
            assertKept(sent);
        }
        stage = reopened(stage);
        try (Mailbox sent = stage.alice().open(MailboxName.of("Sent"))) {
            assertKept(sent);
        }
        stage.close();
    }

    @Test
    void whatIsExpungedIsGoneAtOnceAndDoesNotStayForEver() throws Exception {
        Stage stage = open();
        try (Mailbox inbox = stage.inbox()) {
            for (int round = 0; round < 20; round++) {
                fill(stage, inbox);
                UidSet all = inbox.refresh().uids();
                inbox.expunge(UidSet.range(all.min(), all.max() - 5));
                StoreException failure = catchThrowableOfType(
                        StoreException.class, () -> inbox.body(all.min()).close());
                assertThat(failure.problem()).isEqualTo(Problem.MESSAGE_GONE);
                assertThat(Files.size(kept(stage))).isLessThan(MESSAGES * 120);
            }
            change(stage.root());
            UidSet left = inbox.snapshot().uids();
            assertThat(Stage.text(inbox, left.max())).isEqualTo(message(MESSAGES));
        }
        stage = reopened(stage);
        try (Mailbox inbox = stage.inbox()) {
            assertThat(Stage.text(inbox, inbox.snapshot().uids().max())).isEqualTo(message(MESSAGES));
        }
        stage.close();
    }

    @Test
    void aMailboxThatIsEmptiedAfterARestartKeepsNothing() throws Exception {
        Stage stage = open();
        try (Mailbox inbox = stage.inbox()) {
            fill(stage, inbox);
        }
        stage = reopened(stage);
        try (Mailbox inbox = stage.inbox()) {
            inbox.expunge(inbox.refresh().uids());
            assertThat(Files.readString(kept(stage), ISO_8859_1)).doesNotContain("message number");
        }
        stage.close();
    }

    @Test
    void whereNothingExpungedIsHeldThereIsNoFileOfAnEmptyMailbox() throws Exception {
        MaildirSettings holdingNone =
                MaildirSettings.of("test").withKeepSmall(SMALL).withKeepExpunged(() -> Duration.ZERO);
        Stage stage = open(holdingNone);
        try (Mailbox inbox = stage.inbox()) {
            fill(stage, inbox);
            inbox.expunge(inbox.refresh().uids());
            assertThat(kept(stage)).doesNotExist();
            stage.put(inbox, message(1), Flags.NONE);
            change(stage.root());
            assertThat(Stage.text(inbox, MESSAGES + 1)).isEqualTo(message(1));
        }
        stage.close();
        stage = open(holdingNone);
        try (Mailbox inbox = stage.inbox()) {
            assertThat(Stage.text(inbox, MESSAGES + 1)).isEqualTo(message(1));
            inbox.expunge(inbox.refresh().uids());
            assertThat(kept(stage)).doesNotExist();
            assertThat(stage.root().resolve(CacheKind.SUMMARIES.file())).doesNotExist();
        }
        stage.close();
    }

    @Test
    void whateverBecomesOfTheFileTheMessagesAreRight() throws Exception {
        Stage stage = open();
        Path file = kept(stage);
        try (Mailbox inbox = stage.inbox()) {
            fill(stage, inbox);
        }
        stage.close();
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(5);
        for (int round = 0; round < 60; round++) {
            byte[] bent = whole.clone();
            for (int n = random.nextInt(20); n >= 0; n--) {
                bent[random.nextInt(bent.length)] = (byte) random.nextInt();
            }
            int length = random.nextBoolean() ? bent.length : random.nextInt(bent.length);
            Files.write(file, Arrays.copyOf(bent, length));
            stage = open();
            StoreInvariants.check(stage.alice());
            try (Mailbox inbox = stage.inbox()) {
                assertKept(inbox);
                long uid = stage.put(inbox, message(round % 20), Flags.of(SystemFlag.SEEN));
                assertThat(Stage.text(inbox, uid)).isEqualTo(message(round % 20));
                inbox.expunge(UidSet.of(uid));
            }
            stage.close();
        }
    }

    @Test
    void aFileThatGoesBesideTheRunningStoreIsDoneWithout() throws Exception {
        try (Stage stage = open();
                Mailbox inbox = stage.inbox()) {
            fill(stage, inbox);
            Files.delete(kept(stage));
            assertKept(inbox);
            change(stage.root());
            assertKept(inbox); // again
            fill(stage, inbox);
            inbox.expunge(UidSet.range(1, MESSAGES)); // whose files are not what they were
        }
    }

    @Test
    void whatStandsInItsPlaceGivesWay() throws Exception {
        try (Stage stage = open();
                Mailbox inbox = stage.inbox()) {
            fill(stage, inbox);
            Files.delete(kept(stage));
            Files.createDirectories(kept(stage).resolve("something"));
            stage.put(inbox, message(41), Flags.NONE);
            assertKept(inbox);
            assertThat(Stage.text(inbox, 41)).isEqualTo(message(41));
        }
    }

    @Test
    void whatIsLostIsKeptAgainWhenItIsRead() throws Exception {
        Stage stage = open();
        try (Mailbox inbox = stage.inbox()) {
            fill(stage, inbox);
        }
        stage.close();
        Files.delete(kept(stage));
        for (int time = 0; time < 2; time++) {
            stage = open();
            try (Mailbox inbox = stage.inbox()) {
                assertKept(inbox);
                change(stage.root());
            }
            stage.close();
        }
    }

    @Test
    void aFullDiskKeepsNobodyFromReading() throws Exception {
        Stage stage = open();
        try (Mailbox inbox = stage.inbox()) {
            fill(stage, inbox);
        }
        stage.close();
        Files.delete(kept(stage));
        MaildirSettings settings = MaildirSettings.of("test").withKeepSmall(SMALL);
        FaultyFiles sound = FaultyFiles.sound();
        int opening;
        try (Stage again = open(settings, sound);
                Mailbox inbox = again.inbox()) {
            assertThat(inbox.snapshot().size()).isEqualTo(MESSAGES);
            opening = sound.changes();
        }
        FaultyFiles full = new FaultyFiles(FaultyFiles.Fault.FULL, opening + 1);
        try (Stage again = open(settings, full);
                Mailbox inbox = again.inbox()) {
            long modSeq = inbox.snapshot().highestModSeq().value();
            assertKept(inbox);
            assertThat(full.hasFailed()).isTrue();
            int tried = full.changes();
            assertKept(inbox);
            assertThat(full.changes() - tried).as("once for each").isLessThan(2);
            full.mend();
            assertThat(inbox.snapshot().highestModSeq().value()).isEqualTo(modSeq);
        }
        try (Stage again = open(settings, FaultyFiles.sound())) {
            assertThat(Files.exists(again.root().resolve(IndexFile.FILE))).isTrue();
        }
    }

    @Test
    void anotherMailboxesFileIsNotBelieved() throws Exception {
        Stage stage = open();
        try (Mailbox inbox = stage.inbox();
                Mailbox sent = stage.alice().open(MailboxName.of("Sent"))) {
            fill(stage, inbox);
            stage.put(sent, message(3).replace("message", "letters"), Flags.NONE);
            stage.put(sent, message(2), Flags.NONE);
        }
        stage.close();
        Path other = stage.root().resolve(".Sent").resolve(CacheKind.CONTENTS.file());
        Files.copy(kept(stage), other, StandardCopyOption.REPLACE_EXISTING);
        stage = open();
        try (Mailbox sent = stage.alice().open(MailboxName.of("Sent"))) {
            assertThat(Stage.text(sent, 1)).startsWith("letters number 3");
            assertThat(Stage.text(sent, 2)).isEqualTo(message(2));
        }
        stage.close();
    }

    @Test
    void theCacheInItsPlaceIsNotBelieved() throws Exception {
        Stage stage = open();
        try (Mailbox inbox = stage.inbox()) {
            fill(stage, inbox);
        }
        stage.close();
        Files.copy(stage.root().resolve(CacheKind.SUMMARIES.file()), kept(stage), StandardCopyOption.REPLACE_EXISTING);
        stage = open();
        try (Mailbox inbox = stage.inbox()) {
            assertKept(inbox);
            StoreInvariants.check(stage.alice());
        }
        stage.close();
    }

    @Test
    void aMailboxThatHasAnothersNameDoesNotHaveItsMessages() throws Exception {
        try (Stage stage = open()) {
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
    void withoutTheIndexFilesAreRead() throws Exception {
        Stage stage = open();
        try (Mailbox inbox = stage.inbox()) {
            fill(stage, inbox);
        }
        stage.close();
        Files.delete(stage.root().resolve(IndexFile.FILE));
        stage = open();
        try (Mailbox inbox = stage.inbox()) {
            assertKept(inbox);
            change(stage.root());
            assertNotKept(inbox, UidSet.range(1, MESSAGES));
        }
        stage.close();
    }

    @Test
    void switchedOffTheFileGoesAndNothingElse() throws Exception {
        Stage stage = open();
        MailboxSnapshot before;
        try (Mailbox inbox = stage.inbox()) {
            fill(stage, inbox);
            before = inbox.refresh();
        }
        stage.close();
        change(stage.root());
        stage = open(0);
        try (Mailbox inbox = stage.inbox()) {
            MailboxSnapshot now = inbox.refresh();
            assertThat(now.highestModSeq()).isEqualTo(before.highestModSeq());
            assertThat(now.uids()).isEqualTo(before.uids());
            assertThat(kept(stage)).doesNotExist();
            assertNotKept(inbox, now.uids());
            stage.put(inbox, "small", Flags.NONE);
            assertThat(kept(stage)).doesNotExist();
        }
        stage = reopened(stage); // an index without any place of such messages
        try (Mailbox inbox = stage.inbox()) {
            assertThat(inbox.refresh().highestModSeq().value())
                    .isEqualTo(before.highestModSeq().value() + 1);
            assertNotKept(inbox, before.uids());
        }
        stage.close();
    }

    @Test
    void whatIsNotWantedStaysOnADiskThatTakesNothingAndIsNotRead() throws Exception {
        Stage stage = open();
        try (Mailbox inbox = stage.inbox()) {
            fill(stage, inbox);
        }
        stage.close();
        FaultyFiles sound = FaultyFiles.sound();
        int opening;
        try (Stage again = open(MaildirSettings.of("test").withKeepSmall(SMALL), sound);
                Mailbox inbox = again.inbox()) {
            assertThat(inbox.snapshot().size()).isEqualTo(MESSAGES);
            opening = sound.changes();
        }
        change(stage.root());
        MaildirSettings none = MaildirSettings.of("test").withKeepSmall(0);
        try (Stage again = open(none, new FaultyFiles(FaultyFiles.Fault.STOP, opening + 1));
                Mailbox inbox = again.inbox()) {
            assertNotKept(inbox, UidSet.range(1, MESSAGES));
            assertThat(kept(again)).exists();
        }
        try (Stage again = open(none, FaultyFiles.sound());
                Mailbox inbox = again.inbox()) {
            assertNotKept(inbox, UidSet.range(1, MESSAGES));
            assertThat(kept(again)).doesNotExist();
        }
    }

    @Test
    void withoutTheIndexNothingOfItStays() throws Exception {
        for (int keepSmall : List.of(SMALL, 0)) {
            Stage stage = open();
            try (Mailbox inbox = stage.inbox()) {
                fill(stage, inbox);
            }
            stage.close();
            Files.delete(stage.root().resolve(IndexFile.FILE));
            try (Stage again = open(keepSmall);
                    Mailbox inbox = again.inbox()) {
                assertThat(inbox.snapshot().size()).isPositive();
                for (CacheKind kind : CacheKind.values()) {
                    assertThat(again.root().resolve(kind.file())).doesNotExist();
                }
            }
        }
    }

    @Test
    void aMessageThatIsOpenStaysSoThoughItsMailboxGoes() throws Exception {
        MailboxName name = MailboxName.of("Box");
        FaultyFiles disk = FaultyFiles.sound();
        try (Stage stage = open(MaildirSettings.of("test").withKeepSmall(SMALL), disk);
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
    void aFileThatCannotBeOpenedForNowStaysAsItIs() throws Exception {
        for (CacheKind kind : CacheKind.values()) {
            FaultyFiles disk = FaultyFiles.sound();
            Path file;
            byte[] before;
            try (Stage stage = open(MaildirSettings.of("test").withKeepSmall(SMALL), disk);
                    Mailbox inbox = stage.inbox()) {
                fill(stage, inbox);
                file = stage.root().resolve(kind.file());
                before = Files.readAllBytes(file);
                disk.forbid(file);
                readAll(inbox);
                assertThat(Files.readAllBytes(file)).startsWith(before);
            }
            disk.mend();
            FaultyFiles other = FaultyFiles.sound();
            other.forbid(file);
            try (Stage stage = open(MaildirSettings.of("test").withKeepSmall(SMALL), other);
                    Mailbox inbox = stage.inbox()) {
                stage.put(inbox, message(41), Flags.of(SystemFlag.SEEN));
                readAll(inbox);
                assertThat(Files.readAllBytes(file)).startsWith(before);
                inbox.expunge(inbox.refresh().uids());
            }
        }
    }

    private static void readAll(Mailbox inbox) throws StoreException, IOException {
        try (Summaries summaries = inbox.summaries()) {
            for (long uid : inbox.refresh().uids().stream().toArray()) {
                assertThat(Stage.text(inbox, uid)).startsWith("message number");
                assertThat(summaries.of(uid)).isPresent();
            }
        }
    }

    @Test
    void readersSeeEachMessageRightWhileOthersComeAndGo() throws Exception {
        ExecutorService readers = Executors.newFixedThreadPool(3);
        try (Stage stage = open();
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
        try (Stage stage = open();
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
