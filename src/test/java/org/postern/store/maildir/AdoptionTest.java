package org.postern.store.maildir;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postern.store.Account;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.MailboxSnapshot;
import org.postern.store.StoreException;
import org.postern.store.StoreInvariants;
import org.postern.store.SystemFlag;
import org.postern.store.UidSet;
import org.postern.store.UniqueIds;

/** Mailboxes that another server left are what its clients know; also when taking them over is interrupted anywhere. */
final class AdoptionTest {
    private static final String GUID = "3085f01b7f11094c501100008c4a11c1";

    @TempDir
    private Path temporary;

    private Path mail = Path.of("");

    private Path root() {
        return mail.resolve("example.org/alice");
    }

    private Path maildir(Path folder) throws IOException {
        for (String directory : List.of("cur", "new", "tmp")) {
            Files.createDirectories(folder.resolve(directory));
        }
        return folder;
    }

    private void file(Path folder, String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text, ISO_8859_1);
        Files.setLastModifiedTime(file, FileTime.from(Stage.NOON.minusSeconds(text.length())));
    }

    /** Seven messages: two lists' worth of names, one unknown to the list, one foreign UID in a name. */
    private void dovecot(String place) throws IOException {
        mail = temporary.resolve(place);
        Path inbox = maildir(root());
        file(inbox, "cur/1.M1.h,S=7,W=9:2,FS", "A: 1\n\nx");
        file(inbox, "cur/2.M2.h:2,Sa", "A: 2\r\n\r\nxx");
        file(inbox, "cur/3.M3.h,S=8:2,", "A: 3\n\nyy");
        file(inbox, "new/4.M4.h,S=9,W=11", "A: 4\n\nzzz");
        file(inbox, "cur/5.M5.h,S=10,W=12,U=2:2,Rb", "A: 5\n\nwwww");
        file(inbox, "new/6.M6.h", "A: 6\n\nunknown");
        Files.writeString(
                inbox.resolve("dovecot-uidlist"),
                "3 V1700000001 N50 G" + GUID
                        + lines(
                                "",
                                "3 :1.M1.h,S=7,W=9",
                                "7 Pkept-id :2.M2.h",
                                "8 :gone.M1.h",
                                "12 :3.M3.h,S=8",
                                "20 G5.first :4.M4.h,S=9,W=11",
                                "31 :5.M5.h,S=10,W=12,U=2",
                                "40 :expunged"));
        Files.writeString(inbox.resolve("dovecot-keywords"), "0 $Forwarded\n1 Later\n");
        Path work = maildir(inbox.resolve(".Work"));
        Files.createFile(work.resolve("maildirfolder"));
        file(work, "cur/9.M9.h,S=7,W=9:2,", "A: 9\n\nx");
        Files.writeString(work.resolve("dovecot-uidlist"), "1 1700000002 11\n10 9.M9.h,S=7,W=9\n");
        Files.writeString(inbox.resolve("subscriptions"), "V\t2\n\nWork\nOld\tone.two\n");
    }

    private Map<Long, String> known(Mailbox mailbox) throws StoreException, IOException {
        Map<Long, String> known = new TreeMap<>();
        MailboxSnapshot now = mailbox.refresh();
        for (int row = 0; row < now.size(); row++) {
            String text = Stage.text(mailbox, now.uid(row));
            known.put(now.uid(row), text.substring(3, 4) + " " + now.flags(row) + " " + now.received(row));
        }
        return known;
    }

    private static final Map<Long, String> INBOX = Map.of(
            3L, row("1", Flags.of(SystemFlag.FLAGGED, SystemFlag.SEEN), 7),
            7L, row("2", Flags.of(Set.of(SystemFlag.SEEN), List.of("$Forwarded")), 10),
            12L, row("3", Flags.NONE, 8),
            20L, row("4", Flags.NONE, 9),
            31L, row("5", Flags.of(Set.of(SystemFlag.ANSWERED), List.of("Later")), 10),
            50L, row("6", Flags.NONE, 13));

    private static String row(String text, Flags flags, int length) {
        return text + " " + flags + " " + Stage.NOON.minusSeconds(length);
    }

    private void checkDovecot(Stage stage) throws Exception {
        Account alice = stage.alice();
        try (Mailbox inbox = stage.inbox();
                Mailbox work = alice.open(new MailboxName("Work"))) {
            assertThat(known(inbox)).isEqualTo(INBOX);
            assertThat(inbox.info().uidValidity()).isEqualTo(1_700_000_001L);
            assertThat(inbox.info().id()).isEqualTo(GUID);
            assertThat(inbox.refresh().uidNext()).isEqualTo(51);
            assertThat(inbox.refresh().highestModSeq().value())
                    .as("above all mod-sequences of another server")
                    .isGreaterThan(1L << 40);
            UniqueIds ids = inbox.uniqueIds();
            assertThat(ids.of(3)).isEqualTo("000000036553f101");
            assertThat(ids.of(7)).isEqualTo("kept-id");
            assertThat(known(work)).isEqualTo(Map.of(10L, row("9", Flags.NONE, 7)));
            assertThat(work.info().uidValidity()).isEqualTo(1_700_000_002L);
            assertThat(work.refresh().uidNext()).isEqualTo(11);
        }
        assertThat(alice.mailboxes().stream()
                        .filter(e -> e.subscription().name().equals("SUBSCRIBED")))
                .extracting(e -> e.name().path())
                .containsExactly("Old/one.two", "Work");
        StoreInvariants.check(alice);
    }

    @Test
    void whatClientsOfDovecotKnowIsSo() throws Exception {
        dovecot("sound");
        try (Stage stage = Stage.open(mail)) {
            checkDovecot(stage);
            assertThat(stage.inbox().recent())
                    .isEqualTo(UidSet.of(20).plus(UidSet.of(31)).plus(UidSet.of(50)));
        }
        try (Stream<Path> files = Files.list(root().resolve("cur"))) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .contains("1.M1.h,S=7,W=9,U=3:2,FS", "2.M2.h,S=10,W=10,U=7:2,Sa", "3.M3.h,S=8,W=10,U=12:2,");
        }
        try (Stage again = Stage.open(mail)) {
            checkDovecot(again);
        }
    }

    @Test
    void everyIndexAndEvenTheIdentityMayGo() throws Exception {
        dovecot("lost");
        try (Stage stage = Stage.open(mail)) {
            checkDovecot(stage);
        }
        Files.delete(root().resolve(IndexFile.FILE));
        try (Stage again = Stage.open(mail)) {
            checkDovecot(again);
        }
        Files.delete(root().resolve(Identity.FILE));
        Files.delete(root().resolve(IndexFile.FILE));
        try (Stage again = Stage.open(mail)) {
            checkDovecot(again);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"STOP", "ERROR"})
    void interruptedAnywhereItEndsTheSame(FaultyFiles.Fault fault) throws Exception {
        dovecot(fault + "-sound");
        FaultyFiles counting = new FaultyFiles(FaultyFiles.Fault.STOP, Integer.MAX_VALUE);
        try (Stage stage = Stage.open(mail, machine(counting))) {
            checkDovecot(stage);
        }
        assertThat(counting.changes()).isGreaterThan(30);
        for (int at = 1; at <= counting.changes(); at++) {
            dovecot(fault + "-" + at);
            FaultyFiles files = new FaultyFiles(fault, at);
            openAll(files);
            try (Stage again = Stage.open(mail, machine(FaultyFiles.sound()))) {
                checkDovecot(again);
            } catch (AssertionError | StoreException e) {
                throw new AssertionError("change " + at + " of " + counting.changes(), e);
            }
        }
    }

    private static MaildirStore.Machine machine(FileLayer files) {
        return new MaildirStore.Machine(files, (f, p) -> Lookout.NONE, Stage.SMALL);
    }

    private void openAll(FileLayer files) {
        try (Stage stage = Stage.open(mail, machine(files))) {
            stage.inbox().refresh();
            stage.alice().open(new MailboxName("Work")).refresh();
        } catch (StoreException e) {
            // Interrupted.
        }
    }

    @Test
    void releasedItIsReadAgainWithWhatTheOtherServerDid() throws Exception {
        dovecot("back");
        try (Stage stage = Stage.open(mail)) {
            checkDovecot(stage);
            stage.put(stage.inbox(), "A: 7\r\n\r\n", Flags.NONE);
            release(stage);
        }
        Path list = root().resolve("dovecot-uidlist");
        List<String> lines = Files.readAllLines(list);
        assertThat(lines.get(0)).isEqualTo("3 V1700000001 N52 G" + GUID);
        assertThat(lines)
                .contains(
                        "3 G1.M1.h,S=7,W=9 :1.M1.h,S=7,W=9,U=3",
                        "7 Pkept-id G2.M2.h :2.M2.h,S=10,W=10,U=7",
                        "20 G5.first :4.M4.h,S=9,W=11,U=20")
                .hasSize(8);
        // Dovecot: one comes, one goes, one is flagged
        file(root(), "cur/8.M8.h,S=8,W=10:2,S", "A: 8\n\nx!");
        Files.writeString(list, "60 :8.M8.h,S=8,W=10\n", java.nio.file.StandardOpenOption.APPEND);
        Files.delete(root().resolve("cur/3.M3.h,S=8,W=10,U=12:2,"));
        Files.move(root().resolve("cur/1.M1.h,S=7,W=9,U=3:2,FS"), root().resolve("cur/1.M1.h,S=7,W=9,U=3:2,S"));
        try (Stage stage = Stage.open(mail);
                Mailbox inbox = stage.inbox()) {
            Map<Long, String> now = known(inbox);
            assertThat(now.keySet()).containsExactly(3L, 7L, 20L, 31L, 50L, 51L, 60L);
            assertThat(now).containsEntry(3L, row("1", Flags.of(SystemFlag.SEEN), 7));
            assertThat(now).containsEntry(60L, row("8", Flags.of(SystemFlag.SEEN), 8));
            assertThat(inbox.info().uidValidity()).isEqualTo(1_700_000_001L);
            assertThat(inbox.refresh().uidNext()).isEqualTo(61);
            assertThat(inbox.uniqueIds().of(7)).isEqualTo("kept-id");
            StoreInvariants.check(stage.alice());
        }
    }

    private static void release(Stage stage) throws StoreException {
        stage.store().administration().release(Stage.ALICE, stage.alice().use());
    }

    @Test
    void aReleaseThatNobodyAnsweredChangesNothing() throws Exception {
        dovecot("same");
        try (Stage stage = Stage.open(mail)) {
            stage.inbox().refresh();
            release(stage);
            checkDovecot(stage);
        }
        try (Stage again = Stage.open(mail)) {
            checkDovecot(again);
        }
    }

    @Test
    void aServerThatKnewNothingOfOursCostsTheUidValidity() throws Exception {
        dovecot("contradiction");
        try (Stage stage = Stage.open(mail)) {
            checkDovecot(stage); // and is never released
        }
        Files.writeString(
                root().resolve("dovecot-uidlist"),
                "3 V1700000001 N60 G" + GUID + "\n50 :1.M1.h,S=7,W=9,U=3\n51 :2.M2.h,S=10,W=10,U=7\n");
        long validity;
        try (Stage stage = Stage.open(mail);
                Mailbox inbox = stage.inbox()) {
            validity = inbox.info().uidValidity();
            assertThat(validity).isGreaterThan(1_700_000_002L);
            assertThat(known(inbox).keySet()).containsExactlyElementsOf(new TreeMap<>(INBOX).keySet());
            assertThat(stage.put(inbox, "A: 7\r\n\r\n", Flags.NONE)).isGreaterThanOrEqualTo(60);
            StoreInvariants.check(stage.alice());
        }
        try (Stage stage = Stage.open(mail);
                Mailbox inbox = stage.inbox()) {
            assertThat(inbox.info().uidValidity()).isEqualTo(validity);
        }
    }

    @Test
    void twoFilesOfOneNameAndListsThatLieEndWithAUidEach() throws Exception {
        mail = temporary.resolve("hostile");
        Path inbox = maildir(root());
        file(inbox, "cur/1.a:2,S", "A: 1\n");
        file(inbox, "new/1.a", "A: 2\n");
        file(inbox, "cur/1.a,S=5,W=6,U=9:2,", "A: 3\n");
        file(inbox, "cur/2.b,S=99999999999999999,W=1,U=5:2,", "A: 4\n");
        Files.createSymbolicLink(inbox.resolve("cur/link:2,"), inbox.resolve("cur/1.a:2,S"));
        Files.createDirectory(inbox.resolve("cur/directory"));
        Files.writeString(
                inbox.resolve("dovecot-uidlist"), "3 V5 N2\n9 :1.a\n9 :2.b\n5 :2.b\n5 :1.a\n\n\0\n4294967296 :x");
        try (Stage stage = Stage.open(mail)) {
            Map<Long, String> known = known(stage.inbox());
            assertThat(known).hasSize(4);
            assertThat(known.get(5L)).startsWith("4");
            assertThat(known.keySet()).contains(5L, 9L).allMatch(uid -> uid == 5 || uid >= 9);
            StoreInvariants.check(stage.alice());
        }
    }

    @Test
    void aListThatLeavesNoUidsIsPassedOver() throws Exception {
        mail = temporary.resolve("full");
        file(maildir(root()), "new/1.a", "A: 1\n");
        Files.writeString(root().resolve("dovecot-uidlist"), "3 V5 N4294967295\n1 :1.a\n");
        try (Stage stage = Stage.open(mail)) {
            assertThat(stage.inbox().info().uidValidity()).isNotEqualTo(5);
            stage.put(stage.inbox(), "A: 2\r\n", Flags.NONE);
            assertThat(known(stage.inbox())).hasSize(2);
        }
    }

    /** As Courier 5.0 left it. */
    @Test
    void whatClientsOfCourierKnowIsSo() throws Exception {
        mail = temporary.resolve("courier");
        Path inbox = maildir(root());
        file(inbox, "cur/1795738875.M91P18I3C24_0.vm,S=7:2,", "A: 1\n\nx");
        file(inbox, "cur/1795738880.M74P18I3C24_4.vm,S=7:2,", "A: 2\n\ny");
        file(inbox, "cur/1795738883.M15P18I3C24_6.vm,S=7:2,S", "A: 3\n\nz");
        Files.writeString(
                inbox.resolve("courierimapuiddb"),
                lines(
                        "1 795738877 6",
                        "1 1795738875.M91P18I3C24_0.vm,S=7",
                        "3 1795738880.M74P18I3C24_4.vm,S=7",
                        "4 1795738883.M15P18I3C24_6.vm,S=7"));
        Path keywords = Files.createDirectory(inbox.resolve("courierimapkeywords"));
        Files.writeString(
                keywords.resolve(":list"),
                "foo\nLater\n\n1795738880.M74P18I3C24_4.vm,S=7:0 1 9 x\n1795738883.M15P18I3C24_6.vm,S=7:0\n");
        Files.writeString(keywords.resolve("1795738875.M91P18I3C24_0.vm,S=7"), "$Forwarded\nLater\n");
        Files.writeString(keywords.resolve(".5985797.1795738883.M15P18I3C24_6.vm,S=7"), "old\n");
        Files.writeString(keywords.resolve("1795738883.M15P18I3C24_6.vm,S=7"), "");
        Files.writeString(
                inbox.resolve("courierpop3dsizelist"),
                lines(
                        "/3 5 1795738891",
                        "1795738875.M91P18I3C24_0.vm,S=7:2, 9 1:1795738891:0",
                        "1795738880.M74P18I3C24_4.vm,S=7:2, 9 2:1795738891:0",
                        "odd"));
        Files.writeString(inbox.resolve("courierimapsubscribed"), "INBOX.Work\nINBOX.Entw\u00fcrfe\nINBOX\n");
        for (String folder : List.of(".Work", ".Entw\u00fcrfe")) {
            Files.createFile(maildir(inbox.resolve(folder)).resolve("maildirfolder"));
        }
        Files.writeString(inbox.resolve(".Entw\u00fcrfe/courierimapuiddb"), "1 795738875 1\n");
        try (Stage stage = Stage.open(mail)) {
            Mailbox box = stage.inbox();
            assertThat(known(box))
                    .isEqualTo(Map.of(
                            1L, row("1", Flags.of(Set.of(), List.of("$Forwarded", "Later")), 7),
                            3L, row("2", Flags.of(Set.of(), List.of("foo", "Later")), 7),
                            4L, row("3", Flags.of(SystemFlag.SEEN), 7)));
            assertThat(box.info().uidValidity()).isEqualTo(795_738_877L);
            assertThat(box.uniqueIds().of(3)).isEqualTo("UID2-1795738891");
            assertThat(box.uniqueIds().of(4)).isEqualTo("000000042f6e02fd");
            List<String> subscribed = new ArrayList<>();
            stage.alice().mailboxes().stream()
                    .filter(e -> e.subscription().name().equals("SUBSCRIBED"))
                    .forEach(e -> subscribed.add(e.name().path()));
            assertThat(subscribed).containsExactly("INBOX", "Entw\u00fcrfe", "Work");
            release(stage);
        }
        assertThat(inbox.resolve(".Entw\u00fcrfe/courierimapuiddb")).hasContent("1 795738875 1\n");
        assertThat(inbox.resolve("courierimapuiddb"))
                .content()
                .startsWith("1 795738877 6\n1 1795738875.M91P18I3C24_0.vm,S=7,W=9,U=1\n");
        assertThat(keywords.resolve(":list"))
                .hasContent(lines(
                        "$Forwarded",
                        "Later",
                        "foo",
                        "",
                        "1795738875.M91P18I3C24_0.vm,S=7,W=9,U=1:0 1",
                        "1795738880.M74P18I3C24_4.vm,S=7,W=9,U=3:2 1"));
        assertThat(inbox.resolve("courierpop3dsizelist")).content().contains(",U=3:2,ab 9 2:1795738891:0\n");
        assertThat(inbox.resolve("courierimapsubscribed")).hasContent("INBOX.Entw\u00fcrfe\nINBOX\nINBOX.Work\n");
    }

    @Test
    void aQuotaFileIsKeptAndCountsWhatLies() throws Exception {
        dovecot("quota");
        Files.writeString(root().resolve("maildirsize"), "1000000S,10C\n5 5\n-1 -1\n");
        try (Stage stage = Stage.open(mail)) {
            assertThat(stage.store().administration().adopt(Stage.ALICE).quota())
                    .contains("1000000S,10C");
            release(stage);
        }
        assertThat(root().resolve("maildirsize")).hasContent("1000000S,10C\n64 7\n");
    }

    @Test
    void theReportSaysWhatWasTakenOver() throws Exception {
        dovecot("report");
        Files.writeString(root().resolve("dovecot-uidlist"), "odd\n", java.nio.file.StandardOpenOption.APPEND);
        try (Stage stage = Stage.open(mail)) {
            AdoptedAccount adopted = stage.store().administration().adopt(Stage.ALICE);
            assertThat(adopted.mailboxes())
                    .containsExactly(
                            new AdoptedMailbox(
                                    MailboxName.INBOX,
                                    1_700_000_001L,
                                    51,
                                    5,
                                    1,
                                    List.of("$Forwarded", "Later"),
                                    java.util.Optional.of("dovecot-uidlist"),
                                    List.of("1 lines of dovecot-uidlist make no sense")),
                            new AdoptedMailbox(
                                    new MailboxName("Work"),
                                    1_700_000_002L,
                                    11,
                                    1,
                                    0,
                                    List.of(),
                                    java.util.Optional.of("dovecot-uidlist"),
                                    List.of()));
            assertThat(adopted.subscriptions()).isEqualTo(2);
        }
        try (Stage again = Stage.open(mail)) {
            assertThat(again.store().administration().adopt(Stage.ALICE).mailboxes())
                    .isEmpty();
        }
    }

    private static String lines(String... lines) {
        return String.join("\n", lines) + "\n";
    }
}
