package org.postern.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.store.Change;
import org.postern.store.ChangeLog;
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
import org.postern.store.Watch;

/** What other programs do to a Maildir is seen at the next look, and nobody's UID changes. */
abstract class ForeignChangesLaws {
    @TempDir
    private Path temporary;

    private Stage stage;
    private Mailbox inbox;

    abstract Lookout lookout(FileLayer files, Path spool);

    @BeforeEach
    void open() throws Exception {
        stage = Stage.open(
                temporary.resolve("mail"), new MaildirStore.Machine(new DiskFiles(), this::lookout, Tuning.DEFAULT));
        inbox = stage.inbox();
        inbox.refresh();
    }

    private void reopen() throws Exception {
        stage.close();
        open();
    }

    @AfterEach
    void check() throws Exception {
        StoreInvariants.check(stage.alice());
        stage.close();
    }

    @Test
    void whatIsNoRegularFileIsPassedOver() throws Exception {
        Path secret = Files.writeString(temporary.resolve("secret"), "secret");
        Files.createSymbolicLink(stage.fresh().resolve("1.link"), secret);
        Files.createSymbolicLink(stage.cur().resolve("2.link:2,S"), secret);
        Files.createDirectory(stage.cur().resolve("3.directory:2,"));
        Process mkfifo =
                new ProcessBuilder("mkfifo", stage.fresh().resolve("4.fifo").toString()).start();
        assertThat(mkfifo.waitFor(60, TimeUnit.SECONDS)).isTrue();
        stage.drop("new", ".hidden", "x");
        assertThat(inbox.refresh().isEmpty()).isTrue();
        stage.drop("new", "5.mail", "x\r\n");
        assertThat(inbox.refresh().size()).isEqualTo(1);
    }

    /** So many that the kernel's word is not kept. */
    @Test
    void whatOthersDoBesideALargeChangeIsSeen() throws Exception {
        int many = Sight.MOST / 2 + 4;
        for (int i = 0; i < many; i++) {
            stage.drop("cur", i + ".mail:2,", "x\r\n");
        }
        UidSet all = inbox.refresh().uids();
        assertThat(all.size()).isEqualTo(many);
        try (Stream<Path> files = Files.list(stage.cur())) {
            Files.delete(files.findAny().orElseThrow());
        }
        stage.drop("new", "beside.mail", "x\r\n");
        UidSet seen = inbox.flag(all, FlagChange.add(Flags.of(SystemFlag.SEEN)), Optional.empty())
                .changed();
        stage.drop("new", "after.mail", "x\r\n");
        MailboxSnapshot rows = inbox.refresh();
        assertThat(seen.size()).isEqualTo(many - 1);
        assertThat(rows.size()).isEqualTo(many + 1);
        assertThat(rows.unseen()).isEqualTo(2);
        stage.drop("new", "later.mail", "x\r\n");
        assertThat(inbox.refresh().size()).isEqualTo(many + 2);
        assertThat(inbox.expunge(seen)).isEqualTo(seen);
        stage.drop("new", "last.mail", "x\r\n");
        assertThat(inbox.refresh().size()).isEqualTo(4);
    }

    @Test
    void aFileThatTurnsIntoALinkOrFifoIsNotFollowed() throws Exception {
        String longer = "x".repeat(MaildirSettings.KEEP_SMALL + 1);
        long uid = stage.put(inbox, longer, Flags.of(SystemFlag.SEEN));
        Path file = Stage.only(stage.cur());
        Files.delete(file);
        Files.createSymbolicLink(file, Files.writeString(temporary.resolve("secret"), "secret"));
        StoreException failure =
                catchThrowableOfType(StoreException.class, () -> inbox.body(uid).close());
        assertThat(failure.problem()).isIn(Problem.UNAVAILABLE, Problem.MESSAGE_GONE);
        Files.delete(file);
    }

    @Test
    void aDeliveryGetsAUidAndCrlf() throws Exception {
        long before = inbox.refresh().uidNext();
        stage.drop("new", "1700000000.M1P2.host", "Subject: a\n\nb\r\nc\n");
        MailboxSnapshot now = inbox.refresh();
        assertThat(now.uids()).isEqualTo(UidSet.of(before));
        assertThat(Stage.text(inbox, before)).isEqualTo("Subject: a\r\n\r\nb\r\nc\r\n");
        assertThat(now.octets(0)).isEqualTo(20);
        assertThat(Stage.only(stage.fresh()).getFileName().toString())
                .isEqualTo("1700000000.M1P2.host,S=17,W=20,U=" + before);
        assertThat(inbox.recent()).isEqualTo(UidSet.of(before));
    }

    @Test
    void namesOfDovecotAreBelieved() throws Exception {
        stage.drop("cur", "1.M1P2.host,S=6,W=8:2,FSa", "a\nb\n\r\n");
        stage.drop("cur", "2.M1P2.host,S=7,W=8:2,", "wrong\n");
        MailboxSnapshot now = inbox.refresh();
        assertThat(now.octets(0)).isEqualTo(8);
        assertThat(now.flags(0)).isEqualTo(Flags.of(SystemFlag.FLAGGED, SystemFlag.SEEN));
        assertThat(now.octets(1)).isEqualTo(7);
        assertThat(Stage.text(inbox, now.uid(1))).isEqualTo("wrong\r\n");
    }

    @Test
    void anotherReaderTakesUpAndFlags() throws Exception {
        long uid = stage.put(inbox, "one", Flags.NONE);
        Path file = Stage.only(stage.fresh());
        Path taken = Files.move(file, stage.cur().resolve(file.getFileName() + ":2,S"));
        assertThat(Stage.flags(inbox, uid)).isEqualTo(Flags.of(SystemFlag.SEEN));
        Files.move(taken, stage.cur().resolve(file.getFileName() + ":2,FRS"));
        assertThat(inbox.refresh().uids()).isEqualTo(UidSet.of(uid));
        assertThat(Stage.flags(inbox, uid))
                .isEqualTo(Flags.of(SystemFlag.SEEN, SystemFlag.FLAGGED, SystemFlag.ANSWERED));
        assertThat(Stage.text(inbox, uid)).isEqualTo("one");
    }

    @Test
    void lettersWeDoNotKnowStay() throws Exception {
        stage.drop("cur", "1.M1P2.host:2,PSz", "x");
        long uid = inbox.refresh().uid(0);
        inbox.flag(UidSet.of(uid), FlagChange.add(Flags.of(SystemFlag.FLAGGED)), Optional.empty());
        inbox.flag(UidSet.of(uid), FlagChange.remove(Flags.of(SystemFlag.SEEN)), Optional.empty());
        assertThat(Stage.only(stage.cur()).toString()).endsWith(":2,FPz");
    }

    @Test
    void aRemovedFileIsExpunged() throws Exception {
        long uid = stage.put(inbox, "one", Flags.of(SystemFlag.SEEN));
        long other = stage.put(inbox, "two", Flags.of(SystemFlag.FLAGGED));
        MailboxSnapshot before = inbox.refresh();
        try (Stream<Path> all = Files.list(stage.cur())) {
            for (Path file : all.filter(f -> f.toString().endsWith("S")).toList()) {
                Files.delete(file);
            }
        }
        assertThat(inbox.refresh().uids()).isEqualTo(UidSet.of(other));
        assertThat(inbox.since(before.highestModSeq()).vanished()).isEqualTo(UidSet.of(uid));
        assertThat(stage.alice().use().messages()).isEqualTo(1);
    }

    @Test
    void aFileBackFromABackupIsANewMessage() throws Exception {
        long uid = stage.put(inbox, "one", Flags.of(SystemFlag.SEEN));
        Path file = Stage.only(stage.cur());
        Path backup = Files.copy(file, temporary.resolve("backup"));
        inbox.expunge(UidSet.of(uid));
        Files.copy(backup, file);
        MailboxSnapshot now = inbox.refresh();
        assertThat(now.size()).isEqualTo(1);
        assertThat(now.uid(0)).isGreaterThan(uid);
        assertThat(Stage.text(inbox, now.uid(0))).isEqualTo("one");
    }

    @Test
    void twoFilesNeverShareAUid() throws Exception {
        long uid = stage.put(inbox, "one", Flags.of(SystemFlag.SEEN));
        Path file = Stage.only(stage.cur());
        stage.drop("cur", "7.M1P1.other,S=3,W=3,U=" + uid + ":2,", "two");
        stage.drop("cur", "8.M1P1.other,S=5,W=5,U=77:2,", "three");
        MailboxSnapshot now = inbox.refresh();
        assertThat(now.size()).isEqualTo(3);
        assertThat(now.uid(0)).isEqualTo(uid);
        assertThat(Stage.text(inbox, uid)).isEqualTo("one");
        assertThat(file).exists();
        reopen();
        assertThat(inbox.refresh().uids()).isEqualTo(now.uids());
    }

    @Test
    void operationsFindFilesThatWereRenamedMeanwhile() throws Exception {
        long uid = stage.put(inbox, "one", Flags.of(SystemFlag.SEEN));
        Path file = Stage.only(stage.cur());
        Path renamed = Files.move(file, Path.of(file.toString().replaceAll("S$", "RS")));
        assertThat(Stage.text(inbox, uid)).isEqualTo("one");
        Files.move(renamed, file);
        inbox.flag(UidSet.of(uid), FlagChange.add(Flags.of(SystemFlag.DRAFT)), Optional.empty());
        assertThat(Stage.flags(inbox, uid)).isEqualTo(Flags.of(SystemFlag.SEEN, SystemFlag.DRAFT));
        file = Stage.only(stage.cur());
        Files.move(file, Path.of(file.toString().replaceAll("DS$", "DFS")));
        Mailbox sent = stage.alice().open(MailboxName.of("Sent"));
        long copy = inbox.copy(UidSet.of(uid), sent).target().min();
        assertThat(Stage.flags(sent, copy).has(SystemFlag.FLAGGED)).isTrue();
        file = Stage.only(stage.cur());
        Files.move(file, Path.of(file.toString().replaceAll("DFS$", "")));
        assertThat(inbox.expunge(UidSet.of(uid))).isEqualTo(UidSet.of(uid));
        assertThat(inbox.refresh().isEmpty()).isTrue();
        assertThat(stage.cur()).isEmptyDirectory();
    }

    @Test
    void directoriesPutInPlaceOfOthersAreRead() throws Exception {
        stage.put(inbox, "one", Flags.of(SystemFlag.SEEN));
        inbox.refresh();
        Files.move(stage.cur(), stage.root().resolve("old"));
        Files.createDirectory(stage.cur());
        assertThat(inbox.refresh().isEmpty()).isTrue();
        stage.drop("cur", "1.M1P2.host:2,", "new");
        assertThat(inbox.refresh().size()).isEqualTo(1);
    }

    @Test
    void aMailboxRemovedFromOutsideIsGone() throws Exception {
        stage.alice().create(MailboxName.of("Work"), Optional.empty());
        Mailbox work = stage.alice().open(MailboxName.of("Work"));
        stage.put(work, "one", Flags.NONE);
        deleteTree(stage.root().resolve(".Work"));
        StoreException failure = catchThrowableOfType(StoreException.class, work::refresh);
        assertThat(failure.problem()).isEqualTo(Problem.MAILBOX_GONE);
        assertThat(stage.alice().mailboxes()).extracting(MailboxEntry::name).doesNotContain(MailboxName.of("Work"));
        assertThat(stage.alice().use().messages()).isZero();
        stage.alice().create(MailboxName.of("Work"), Optional.empty());
        assertThat(stage.alice().open(MailboxName.of("Work")).refresh().isEmpty())
                .isTrue();
    }

    private static void deleteTree(Path path) throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(p);
            }
        }
    }

    @Test
    void aMailboxMadeFromOutsideIsThere() throws Exception {
        for (String directory : List.of("cur", "new", "tmp")) {
            Files.createDirectories(stage.root().resolve(".Other.B&APw-cher").resolve(directory));
        }
        Files.createDirectories(stage.root().resolve(".NoMailbox/new"));
        MailboxName name = MailboxName.of("Other/B\u00fccher");
        assertThat(stage.alice().mailboxes()).extracting(MailboxEntry::name).contains(name);
        Mailbox books = stage.alice().open(name);
        stage.put(books, "one", Flags.NONE);
        assertThat(books.refresh().size()).isEqualTo(1);
    }

    @Test
    void whoWatchesIsTold() throws Exception {
        ChangeLog log = new ChangeLog();
        try (Watch watch = inbox.watch(log)) {
            assertThat(watch).isNotNull();
            Path file = stage.drop("new", "1.M1P2.host", "x");
            lookUntilTold(log);
            long uid = ((Change.Arrived) log.next()).uids().min();
            Path named = Stage.only(stage.fresh());
            assertThat(file).doesNotExist();
            Path flagged = Files.move(named, stage.cur().resolve(named.getFileName() + ":2,S"));
            lookUntil(log, new Change.Flagged(MailboxName.INBOX, UidSet.of(uid)));
            Files.delete(flagged);
            lookUntil(log, new Change.Expunged(MailboxName.INBOX, UidSet.of(uid)));
        }
    }

    /** The kernel may take a moment to tell; looking goes on a few times a second. */
    private void lookUntil(ChangeLog log, Change expected) throws InterruptedException {
        lookUntilTold(log);
        assertThat(log.next()).isEqualTo(expected);
    }

    private void lookUntilTold(ChangeLog log) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (log.isEmpty() && System.nanoTime() < deadline) {
            stage.store().lookAround();
        }
    }

    @Test
    void manyChangesBetweenTwoLooksAreAllSeen() throws Exception {
        UidSet uids = UidSet.NONE;
        for (int i = 0; i < 50; i++) {
            uids = uids.plus(UidSet.of(stage.put(inbox, "m" + i, Flags.of(SystemFlag.SEEN))));
        }
        inbox.refresh();
        int removed = 0;
        try (Stream<Path> all = Files.list(stage.cur())) {
            for (Path file : all.toList()) {
                switch (removed % 3) {
                    case 0 -> Files.delete(file);
                    case 1 -> Files.move(file, Path.of(file.toString().replaceAll("S$", "")));
                    default -> Files.move(file, stage.fresh().resolve(file.getFileName()));
                }
                removed++;
            }
        }
        for (int i = 0; i < 30; i++) {
            stage.drop("new", "9.M" + i + "P2.host", "x" + i);
        }
        MailboxSnapshot now = inbox.refresh();
        assertThat(now.size()).isEqualTo(50 - 17 + 30);
        for (int row = 0; row < 33; row++) {
            assertThat(uids.contains(now.uid(row))).isTrue();
            assertThat(Stage.text(inbox, now.uid(row))).startsWith("m");
        }
    }
}
