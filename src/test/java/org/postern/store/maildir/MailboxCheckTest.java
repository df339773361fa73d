package org.postern.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.MailboxSnapshot;
import org.postern.store.StoreInvariants;
import org.postern.store.SystemFlag;
import org.postern.store.UidSet;
import org.postern.store.maildir.Finding.Kind;
import org.postern.store.maildir.Finding.Severity;

/** Each kind of damage is found, changes nothing by being found, and is mended without loss of a message or a UID. */
final class MailboxCheckTest {
    @TempDir
    private Path temporary;

    private Path mail;
    private Path root;

    @BeforeEach
    void fiveMessages() throws Exception {
        mail = temporary.resolve("mail");
        make(mail);
    }

    private void make(Path where) throws Exception {
        try (Stage stage = Stage.open(where);
                Mailbox inbox = stage.inbox()) {
            root = stage.root();
            for (int i = 1; i <= 5; i++) {
                stage.put(inbox, "Subject: " + i + "\r\n\r\nnumber " + i + "\r\n", Flags.of(SystemFlag.SEEN));
            }
            for (long uid = 1; uid <= 5; uid++) {
                try (var summaries = inbox.summaries()) {
                    summaries.of(uid);
                }
            }
        }
    }

    private Path file(long uid) throws IOException {
        try (Stream<Path> all = Files.list(root.resolve("cur"))) {
            return all.filter(f -> f.getFileName().toString().contains(",U=" + uid + ":"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Path renamed(long uid, String from, String to) throws IOException {
        Path file = file(uid);
        return Files.move(
                file, file.resolveSibling(file.getFileName().toString().replaceFirst(from, to)));
    }

    private interface Damage {
        void done() throws Exception;
    }

    private final Map<String, Row> rows = new TreeMap<>();

    /** @param messages there must be after the repair, of which those of the first five keep their UIDs */
    private record Row(Damage damage, Kind kind, CheckDepth depth, int messages) {}

    private void row(String name, Kind kind, int messages, Damage damage) {
        rows.put(name, new Row(damage, kind, CheckDepth.NAMES, messages));
    }

    private void full(String name, Kind kind, Damage damage) {
        rows.put(name, new Row(damage, kind, CheckDepth.CONTENTS, 5));
    }

    @TestFactory
    Stream<DynamicTest> damage() {
        row("new file", Kind.NOT_TAKEN_IN, 6, () -> Files.writeString(root.resolve("new/1.x"), "A: 1\n\n"));
        row(
                "two files of one UID",
                Kind.UID_TWICE,
                6,
                () -> Files.writeString(root.resolve("cur/1.x,S=6,W=8,U=3:2,S"), "A: 1\n\n"));
        row(
                "two names of one file",
                Kind.UID_TWICE,
                6,
                () -> Files.createLink(file(3).resolveSibling(file(3).getFileName() + "F"), file(3)));
        row(
                "UID above the mark",
                Kind.UID_ABOVE_MARK,
                6,
                () -> Files.writeString(root.resolve("cur/1.x,S=6,W=8,U=9999:2,S"), "A: 1\n\n"));
        row("mark too low", Kind.UID_ABOVE_MARK, 5, () -> edit("reserved [0-9]+", "reserved 2"));
        row("identity gone", Kind.IDENTITY_MISSING, 5, () -> Files.delete(root.resolve(Identity.FILE)));
        row("identity torn", Kind.IDENTITY_BROKEN, 5, () -> edit("reserved [0-9]+", "res"));
        row("wrong S", Kind.WRONG_SIZE, 5, () -> renamed(2, ",S=[0-9]+", ",S=7"));
        row("wrong S and no index", Kind.WRONG_SIZE, 5, () -> {
            renamed(2, ",S=[0-9]+", ",S=7");
            Files.delete(root.resolve(IndexFile.FILE));
        });
        row(
                "message longer than told",
                Kind.WRONG_SIZE,
                5,
                () -> Files.writeString(file(4), "more\r\n", StandardOpenOption.APPEND));
        row("tmp", Kind.TMP_LEFTOVER, 5, () -> {
            Path left = Files.writeString(root.resolve("tmp/1.x"), "A: 1");
            Files.setLastModifiedTime(left, FileTime.from(Instant.now().minusSeconds(37 * 3600)));
        });
        row("index gone", Kind.INDEX_MISSING, 5, () -> Files.delete(root.resolve(IndexFile.FILE)));
        row("index of another", Kind.INDEX_BROKEN, 5, () -> Files.writeString(root.resolve(IndexFile.FILE), "x"));
        row("index is a directory", Kind.INDEX_BROKEN, 5, () -> {
            Files.delete(root.resolve(IndexFile.FILE));
            Files.createDirectory(root.resolve(IndexFile.FILE));
        });
        row("index with a record nobody knows", Kind.INDEX_BROKEN, 5, this::unknownRecord);
        row(
                "index torn",
                Kind.INDEX_TORN,
                5,
                () -> Files.writeString(root.resolve(IndexFile.FILE), "torn", StandardOpenOption.APPEND));
        row("file gone", Kind.ROW_WITHOUT_FILE, 4, () -> Files.delete(file(5)));
        row("file back", Kind.FILE_WITHOUT_ROW, 5, this::expungeAndBringBack);
        row("flags changed", Kind.CHANGED_OUTSIDE, 5, () -> renamed(1, ":2,S", ":2,FS"));
        row("flags changed unseen", Kind.ROW_DIFFERS, 5, () -> {
            closeCertain();
            FileTime before = Files.getLastModifiedTime(root.resolve("cur"));
            renamed(1, ":2,S", ":2,FS");
            Files.setLastModifiedTime(root.resolve("cur"), before);
        });
        row("quotas count otherwise", Kind.USE_DIFFERS, 5, this::miscount);
        row("folder of others", Kind.NOT_YET_OURS, 5, this::deliverToAnotherFolder);
        row("odd lines of keywords", Kind.ODD_LINES, 5, () -> {
            String lines = "0 one\n\nfive\n1 two words\n0 won\n26 beyond\n";
            Files.writeString(root.resolve(Keywords.FILE), lines);
        });
        row("odd lines of subscriptions", Kind.ODD_LINES, 5, () -> {
            Files.writeString(root.resolve(Subscriptions.FILE), "V\t2\n\nINBOX\n\t\t\n");
        });
        row("quota of others", Kind.QUOTA_FILE, 5, () -> {
            Files.writeString(root.resolve(QuotaFile.FILE), "1000000S,100C\n150 6\n-10 -1\n");
        });
        row("cache gone", Kind.CACHE_MISSING, 5, () -> Files.delete(root.resolve(CacheKind.SUMMARIES.file())));
        row(
                "cache of another",
                Kind.CACHE_BROKEN,
                5,
                () -> Files.writeString(root.resolve(CacheKind.SUMMARIES.file()), "x"));
        row("cache cut", Kind.CACHE_PLACE, 5, () -> cut(CacheKind.SUMMARIES));
        row("small messages gone", Kind.SMALL_MISSING, 5, () -> Files.delete(root.resolve(CacheKind.CONTENTS.file())));
        row(
                "small messages of another",
                Kind.SMALL_BROKEN,
                5,
                () -> Files.writeString(root.resolve(CacheKind.CONTENTS.file()), "x"));
        row("small messages cut", Kind.SMALL_PLACE, 5, () -> cut(CacheKind.CONTENTS));
        full("wrong W", Kind.WRONG_SIZE, () -> renamed(2, ",W=[0-9]+", ",W=700"));
        full(
                "summary of another message",
                Kind.CACHE_ENTRY,
                () -> Files.writeString(file(3), "Subject: 9\r\n\r\nnumber 3\r\n"));
        full(
                "another message than is kept",
                Kind.SMALL_ENTRY,
                () -> Files.writeString(file(3), "Subject: 9\r\n\r\nnumber 3\r\n"));
        List<DynamicTest> tests = new ArrayList<>();
        rows.forEach((name, row) -> {
            tests.add(DynamicTest.dynamicTest(name, () -> isFoundAndMended(row)));
        });
        return tests.stream();
    }

    private void isFoundAndMended(Row row) throws Exception {
        Path where = temporary.resolve("mail" + System.nanoTime());
        make(where);
        Map<Long, String> before = texts(where);
        row.damage().done();
        try (Stage stage = Stage.open(where)) {
            List<String> tree = tree(root);
            CheckReport found = stage.store().administration().check(Stage.ALICE, row.depth());
            assertThat(found.findings()).extracting(Finding::kind).contains(row.kind());
            assertThat(tree(root)).as("a check changes nothing").isEqualTo(tree);

            CheckReport repaired = stage.store().administration().repair(Stage.ALICE, row.depth());
            assertThat(repaired.left(Severity.FAULT)).as("%s", repaired).isZero();
            assertThat(repaired.findings())
                    .filteredOn(f -> f.kind() == row.kind())
                    .extracting(Finding::state)
                    .containsOnly(Finding.State.REPAIRED);
            assertThat(stage.store()
                            .administration()
                            .check(Stage.ALICE, row.depth())
                            .findings())
                    .isEmpty();
            StoreInvariants.check(stage.alice());
        }
        try (Stage stage = Stage.open(where)) {
            assertThat(stage.store()
                            .administration()
                            .check(Stage.ALICE, row.depth())
                            .findings())
                    .as("opened again")
                    .isEmpty();
        }
        Map<Long, String> after = texts(where);
        assertThat(after).hasSize(row.messages());
        before.keySet().retainAll(after.keySet());
        assertThat(before).hasSizeGreaterThanOrEqualTo(4);
    }

    private static Map<Long, String> texts(Path where) throws Exception {
        Map<Long, String> texts = new TreeMap<>();
        try (Stage stage = Stage.open(where);
                Mailbox inbox = stage.inbox()) {
            MailboxSnapshot now = inbox.refresh();
            for (int row = 0; row < now.size(); row++) {
                String text = Stage.text(inbox, now.uid(row));
                assertThat(now.octets(row)).isEqualTo(text.length());
                texts.put(now.uid(row), text);
            }
        }
        return texts;
    }

    private void edit(String from, String to) throws IOException {
        Path identity = root.resolve(Identity.FILE);
        Files.writeString(identity, Files.readString(identity).replaceFirst(from, to));
    }

    private void unknownRecord() throws IOException {
        ByteBuffer record = ByteBuffer.allocate(9);
        CRC32C crc = new CRC32C();
        crc.update(99);
        record.putInt(1).putInt((int) crc.getValue()).put((byte) 99);
        Files.write(root.resolve(IndexFile.FILE), record.array(), StandardOpenOption.APPEND);
    }

    private void expungeAndBringBack() throws Exception {
        Path file = file(5);
        byte[] octets = Files.readAllBytes(file);
        try (Stage stage = Stage.open(SmallFiles.parent(SmallFiles.parent(root)));
                Mailbox inbox = stage.inbox()) {
            inbox.expunge(UidSet.of(5));
        }
        Files.write(file, octets);
    }

    private void miscount() throws Exception {
        closeCertain();
        DirectoryTimes times = DirectoryTimes.of(new DiskFiles(), root);
        OctetBuilder end = new OctetBuilder();
        new IndexEnd(Optional.of(times), new FolderSize(7, 7000)).write(end);
        ByteBuffer octets = end.octets();
        byte[] record = new byte[octets.remaining()];
        octets.get(record);
        Files.write(root.resolve(IndexFile.FILE), record, StandardOpenOption.APPEND);
    }

    private void deliverToAnotherFolder() throws IOException {
        for (String directory : List.of("cur", "new", "tmp")) {
            Files.createDirectories(root.resolve(".Work").resolve(directory));
        }
        Files.writeString(root.resolve(".Work/new/1.x"), "A: 1\n\n");
    }

    /** Until the index is closed with a mark that the directories prove. */
    private void closeCertain() throws Exception {
        while (IndexEnd.sizeUnlessChanged(new DiskFiles(), root).isEmpty()) {
            try (Stage stage = Stage.open(SmallFiles.parent(SmallFiles.parent(root)));
                    Mailbox inbox = stage.inbox()) {
                for (long end = System.nanoTime() + 50_000_000; System.nanoTime() < end; ) {
                    inbox.refresh(); // proof takes a step of the file system's clock
                }
            }
        }
    }

    private void cut(CacheKind kind) throws IOException {
        Path cache = root.resolve(kind.file());
        byte[] all = Files.readAllBytes(cache);
        Files.write(cache, Arrays.copyOf(all, all.length - 3));
    }

    private static List<String> tree(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            List<String> lines = new ArrayList<>();
            for (Path path : all.sorted().toList()) {
                lines.add(path + " " + Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS) + " "
                        + Files.size(path));
            }
            return lines;
        }
    }

    @Test
    void aSoundAccountHasNothingToTell() throws Exception {
        try (Stage stage = Stage.open(mail)) {
            CheckReport report = stage.store().administration().check(Stage.ALICE, CheckDepth.CONTENTS);
            assertThat(report.findings()).isEmpty();
            assertThat(report.messages()).isEqualTo(5);
        }
    }

    @Test
    void whatIsNoFileIsToldAndLeft() throws Exception {
        Files.createDirectory(root.resolve("cur/a-directory"));
        Files.createSymbolicLink(root.resolve("new/a-link"), Path.of("nowhere"));
        try (Stage stage = Stage.open(mail)) {
            CheckReport report = stage.store().administration().repair(Stage.ALICE, CheckDepth.NAMES);
            assertThat(report.findings()).extracting(Finding::kind).containsOnly(Kind.NOT_A_FILE);
            assertThat(report.left(Severity.FAULT)).isEqualTo(2);
        }
    }

    @Test
    void theIdentityComesBackFromTheIndex() throws Exception {
        String before = Files.readString(root.resolve(Identity.FILE));
        Files.delete(root.resolve(Identity.FILE));
        try (Stage stage = Stage.open(mail)) {
            stage.store().administration().repair(Stage.ALICE, CheckDepth.NAMES);
            Optional<Identity> after = Identity.parse(Files.readAllLines(root.resolve(Identity.FILE)));
            Identity was = Identity.parse(before.lines().toList()).orElseThrow();
            assertThat(after.map(Identity::uidValidity)).contains(was.uidValidity());
            assertThat(after.map(Identity::id)).contains(was.id());
        }
    }

    private List<Finding> check(CheckDepth depth) throws Exception {
        try (Stage stage = Stage.open(mail)) {
            List<String> tree = tree(root);
            List<Finding> found =
                    stage.store().administration().check(Stage.ALICE, depth).findings();
            assertThat(tree(root)).as("a check changes nothing").isEqualTo(tree);
            assertThat(stage.store().administration().repair(Stage.ALICE, depth).repaired())
                    .isZero();
            return found;
        }
    }

    @Test
    void aLetterThatNobodyExplainsIsTold() throws Exception {
        renamed(2, ":2,S", ":2,Sx");
        try (Stage stage = Stage.open(mail)) {
            stage.inbox().refresh();
        }
        List<Finding> found = check(CheckDepth.NAMES);
        assertThat(found).extracting(Finding::kind).containsExactly(Kind.KEYWORD_UNNAMED);
        assertThat(found.get(0).sentence()).contains("letter x");
        assertThat(file(2).getFileName().toString()).endsWith(":2,Sx");
    }

    @Test
    void anAccountThatLiesAsAnotherServerWantsItIsTold() throws Exception {
        Path file = root.resolve(AccountFile.FILE);
        Files.writeString(file, Files.readString(file) + "layout fs\n");
        try (Stage stage = Stage.open(mail)) {
            assertThat(stage.store()
                            .administration()
                            .check(Stage.ALICE, CheckDepth.NAMES)
                            .findings())
                    .extracting(Finding::kind)
                    .containsExactly(Kind.OTHER_LAYOUT);
            stage.alice();
            assertThat(stage.store()
                            .administration()
                            .check(Stage.ALICE, CheckDepth.NAMES)
                            .findings())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatMayNotBeReadIsToldOnceAtAnyDepth(CheckDepth depth) throws Exception {
        FaultyFiles files = FaultyFiles.sound();
        files.forbid(file(3));
        try (Stage stage = Stage.open(mail, new MaildirStore.Machine(files, KernelLookout::open, Tuning.DEFAULT))) {
            List<Finding> found =
                    stage.store().administration().repair(Stage.ALICE, depth).findings();
            assertThat(found).extracting(Finding::kind).containsExactly(Kind.UNREADABLE);
            assertThat(found.get(0).uid()).hasValue(3);
            assertThat(found.get(0).state()).isEqualTo(Finding.State.FOUND);
        }
        assertThat(texts(mail)).hasSize(5);
    }

    @Test
    void aListOfUidsIsLookedAtAndLeft() throws Exception {
        Path list = root.resolve(UidList.DOVECOT);
        long validity = Identity.parse(Files.readAllLines(root.resolve(Identity.FILE)))
                .orElseThrow()
                .uidValidity();
        Files.writeString(list, "3 V" + validity + " N7\n2 :1.x\nodd\n2 :2.x\n");
        assertThat(check(CheckDepth.NAMES))
                .filteredOn(f -> f.kind() == Kind.ODD_LINES)
                .hasSize(1);
        Files.writeString(list, "no list\n");
        assertThat(check(CheckDepth.NAMES)).extracting(Finding::kind).containsExactly(Kind.UID_LIST);
        assertThat(list).hasContent("no list");
    }

    @Test
    void limitsThatNobodyUnderstandsAreLeft() throws Exception {
        Files.writeString(root.resolve(QuotaFile.FILE), "much\n1 1\n");
        assertThat(check(CheckDepth.NAMES)).extracting(Finding::kind).containsExactly(Kind.QUOTA_FILE);
        assertThat(root.resolve(QuotaFile.FILE)).hasContent("much\n1 1");
    }

    @Test
    void soundLinesOfOthersFilesStay() throws Exception {
        Files.writeString(root.resolve(Keywords.FILE), "0 one\nfive\n0 won\n26 beyond\n");
        Files.writeString(root.resolve(QuotaFile.FILE), "1000000S\n1 1\n");
        try (Stage stage = Stage.open(mail)) {
            stage.store().administration().repair(Stage.ALICE, CheckDepth.NAMES);
        }
        assertThat(root.resolve(Keywords.FILE)).hasContent("0 won\n26 beyond");
        long octets = texts(mail).values().stream().mapToLong(String::length).sum();
        assertThat(root.resolve(QuotaFile.FILE)).hasContent("1000000S\n" + octets + " 5");
    }

    @Test
    void sessionsSeeTheRepair() throws Exception {
        try (Stage stage = Stage.open(mail);
                Mailbox inbox = stage.inbox()) {
            inbox.refresh();
            Files.writeString(file(4), "more\r\n", StandardOpenOption.APPEND);
            Files.writeString(root.resolve("cur/1.x,S=6,W=8,U=3:2,S"), "A: 1\n\n");
            Files.writeString(root.resolve(IndexFile.FILE), "x");
            Files.delete(root.resolve(Identity.FILE));
            Files.delete(root.resolve(CacheKind.SUMMARIES.file()));
            Files.writeString(root.resolve(CacheKind.CONTENTS.file()), "x");

            assertThat(stage.store()
                            .administration()
                            .repair(Stage.ALICE, CheckDepth.NAMES)
                            .left(Severity.FAULT))
                    .isZero();
            assertThat(inbox.snapshot().size()).isEqualTo(6);
            assertThat(inbox.snapshot().octets(3))
                    .isEqualTo(Stage.text(inbox, 4).length());
            assertThat(Files.exists(root.resolve(Identity.FILE))).isTrue();
            assertThat(stage.store()
                            .administration()
                            .check(Stage.ALICE, CheckDepth.CONTENTS)
                            .findings())
                    .isEmpty();
        }
    }

    @Test
    void whatBelongsToTheAccountIsToldToo() throws Exception {
        Files.writeString(root.resolve(Subscriptions.FILE), "V\t2\n\nNowhere\n");
        Files.createDirectories(root.resolve(Holding.DIRECTORY).resolve("someid"));
        try (Stage stage = Stage.open(mail)) {
            assertThat(stage.store()
                            .administration()
                            .check(Stage.ALICE, CheckDepth.NAMES)
                            .findings())
                    .extracting(Finding::kind)
                    .containsExactly(Kind.SUBSCRIPTION, Kind.HELD);
            assertThat(stage.alice().mailboxes()).extracting(e -> e.name()).contains(new MailboxName("Nowhere"));
        }
    }
}
