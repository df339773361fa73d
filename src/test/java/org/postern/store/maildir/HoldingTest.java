package org.postern.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postern.store.Account;
import org.postern.store.Flags;
import org.postern.store.HeldMessage;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.MailboxSnapshot;
import org.postern.store.StoreException;
import org.postern.store.SystemFlag;
import org.postern.store.UidSet;
import org.postern.store.UserName;

/** Expunged mail on the disk, by a clock that the test turns and on a disk that is as full as it says. */
final class HoldingTest {
    private static final UserName BOB = UserName.of("bob@example.org");
    private static final MailboxName WORK = new MailboxName("Work");
    private static final FileLayer.Space ROOMY = new FileLayer.Space(100L << 30, 50L << 30);
    private static final FileLayer.Space FULL = new FileLayer.Space(100L << 30, (2L << 30) - 1);
    private static final Duration LOOK_AGAIN = Tuning.Purging.DEFAULT.lookAgain();

    @TempDir
    private Path temporary;

    private final FaultyFiles files = FaultyFiles.sound();
    private final List<Stage> opened = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-01T00:00:00Z");

    @BeforeEach
    void aRoomyDisk() {
        files.setSpace(ROOMY);
    }

    @AfterEach
    void close() {
        opened.forEach(Stage::close);
    }

    private Stage open() throws StoreException {
        close();
        opened.clear();
        MaildirStore.Machine machine = new MaildirStore.Machine(files, (f, p) -> Lookout.NONE, Tuning.DEFAULT);
        opened.add(Stage.open(temporary.resolve("mail"), machine, Stage.SETTINGS, () -> now));
        return opened.get(0);
    }

    private Path domain() {
        return temporary.resolve("mail/example.org");
    }

    private Path aside() {
        return domain().resolve(".alice.postern.expunged");
    }

    private static void expungeOne(Stage stage, Mailbox mailbox, String text) throws StoreException {
        mailbox.expunge(UidSet.of(stage.put(mailbox, text, Flags.NONE)));
    }

    private static void expungeOne(Stage stage, UserName user, String text) throws StoreException {
        try (Mailbox inbox = stage.store().open(user).open(MailboxName.INBOX)) {
            expungeOne(stage, inbox, text);
        }
    }

    private static Map<MailboxName, UidSet> restoreAll(Account account) throws StoreException {
        return account.held().restore(account.held().list());
    }

    private static int held(Stage stage, UserName user) throws StoreException {
        return stage.store().open(user).held().list().size();
    }

    /** Files held in a directory, without its note. */
    private static List<Path> files(Path holding) throws IOException {
        try (var all = Files.walk(holding)) {
            return all.filter(p -> Files.isRegularFile(p) && !p.endsWith(HeldNote.FILE))
                    .toList();
        }
    }

    /** As a release to a server with LAYOUT=fs leaves it. */
    private void layNested() throws IOException {
        for (String directory : List.of("cur", "new", "tmp", "Work/cur", "Work/new", "Work/tmp")) {
            Files.createDirectories(domain().resolve("alice").resolve(directory));
        }
    }

    private Path tree() throws IOException {
        Path tree = temporary.resolve("elsewhere");
        for (String directory : List.of("cur", "new", "tmp")) {
            Files.createDirectories(tree.resolve(directory));
        }
        Files.writeString(tree.resolve("cur/1.a,S=6:2,S"), "A: 1\n\n");
        return tree;
    }

    private static AdoptedAccount adopt(Stage stage, Path tree, AdoptionSource.Transfer transfer)
            throws StoreException {
        return stage.store().administration().adopt(Stage.ALICE, new AdoptionSource(tree, transfer, Optional.empty()));
    }

    @Test
    void allOfAMessageComesBackAfterARestartUnderANewUid() throws Exception {
        Stage stage = open();
        Flags flags = Flags.of(Set.of(SystemFlag.FLAGGED, SystemFlag.ANSWERED), List.of("$Junk", "Zwei"));
        long uid = stage.put(stage.inbox(), "text", flags);
        stage.inbox().expunge(UidSet.of(uid));
        now = now.plus(Duration.ofDays(1));

        stage = open();
        UidSet first = restoreAll(stage.alice()).getOrDefault(MailboxName.INBOX, UidSet.NONE);
        assertThat(first.min()).isGreaterThan(uid);
        MailboxSnapshot inbox = stage.inbox().refresh();
        assertThat(inbox.flags(0)).isEqualTo(flags);
        assertThat(inbox.received(0)).isEqualTo(Stage.NOON);
        assertThat(Stage.text(stage.inbox(), first.min())).isEqualTo("text");

        stage.inbox().expunge(first);
        UidSet second = restoreAll(stage.alice()).getOrDefault(MailboxName.INBOX, UidSet.NONE);
        assertThat(second.min()).isGreaterThan(first.min());
        assertThat(restoreAll(stage.alice())).isEmpty();
        assertThat(open().inbox().refresh().uids()).isEqualTo(second);
    }

    @Test
    void aMailboxThatIsGoneIsMadeForItsMessages() throws Exception {
        Stage stage = open();
        stage.alice().create(WORK, Optional.empty());
        expungeOne(stage, stage.alice().open(WORK), "before");
        stage.alice().delete(WORK);
        assertThat(restoreAll(open().alice())).containsOnlyKeys(WORK);
        assertThat(open().alice().open(WORK).refresh().size()).isEqualTo(1);
    }

    @Test
    void aPlaceThatIsRemovedWhileManyAreExpungedIsMadeAgain() throws Exception {
        Stage stage = open();
        Mailbox inbox = stage.inbox();
        int all = 2 * Tuning.DEFAULT.manyNames();
        for (int i = 0; i < all; i++) {
            stage.put(inbox, "text " + i, Flags.NONE);
        }
        inbox.reportTo((done, goal) -> {
            if (done == all / 2) {
                removeTree(domain().resolve("alice").resolve(Holding.DIRECTORY));
            }
        });
        assertThat(inbox.expunge(UidSet.ALL).size()).isEqualTo(all);
        assertThat(inbox.refresh().size()).isZero();
        assertThat(held(stage, Stage.ALICE)).isEqualTo(all / 2);
    }

    private static void removeTree(Path tree) {
        try {
            new SmallFiles(new DiskFiles()).deleteTree(tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void heldMailIsNoUsage() throws Exception {
        Stage stage = open();
        expungeOne(stage, stage.inbox(), "much");
        assertThat(stage.alice().recalculate().octets()).isZero();
        assertThat(open().alice().use().messages()).isZero();
    }

    @Test
    void whatWasHeldLongEnoughGoesAlsoWhereNobodyLooks() throws Exception {
        Stage stage = open();
        expungeOne(stage, Stage.ALICE, "old");
        now = now.plus(Duration.ofDays(8));
        expungeOne(stage, Stage.ALICE, "young");
        now = now.plus(Duration.ofDays(7));
        assertThat(stage.alice().held().list()).as("one is held no longer").hasSize(1);
        stage = open();
        stage.store().sweepHeld();
        assertThat(files(stage.root().resolve("postern.expunged"))).hasSize(1);
        now = now.plus(Duration.ofDays(8));
        stage.store().sweepHeld();
        assertThat(stage.root().resolve("postern.expunged")).doesNotExist();
    }

    @Test
    void onAShortDiskTheOldestGoesFirstWhoeverHasIt() throws Exception {
        Stage stage = open();
        for (UserName user : List.of(Stage.ALICE, BOB, Stage.ALICE, BOB)) {
            expungeOne(stage, user, "mail");
            now = now.plus(Duration.ofDays(2));
        }
        files.setSpace(FULL);
        stage.store().sweepHeld();
        assertThat(stage.alice().held().list()).hasSize(1);
        assertThat(held(stage, BOB)).isEqualTo(2);
        stage.store().sweepHeld();
        assertThat(held(stage, BOB)).as("at once again, while that helps").isEqualTo(1);
        Instant oldest = stage.alice().held().list().get(0).expunged();
        assertThat(oldest).isBefore(stage.store().open(BOB).held().list().get(0).expunged());
        files.setSpace(ROOMY);
        stage.store().sweepHeld();
        assertThat(held(stage, Stage.ALICE) + held(stage, BOB)).isEqualTo(2);
    }

    @Test
    void aShortDiskOnWhichNothingIsHeldIsNotReadAgainAndAgain() throws Exception {
        Stage stage = open();
        stage.inbox().refresh();
        files.setSpace(FULL);
        stage.store().sweepHeld();
        stage.store().sweepHeld(); // the usual round, of one step
        stage.store().sweepHeld();
        int before = files.lists();
        for (int step = 0; step < 5; step++) {
            now = now.plus(LOOK_AGAIN.dividedBy(6));
            stage.store().sweepHeld();
        }
        assertThat(files.lists()).isEqualTo(before);

        expungeOne(stage, Stage.ALICE, "mail");
        now = now.plus(LOOK_AGAIN);
        stage.store().sweepHeld();
        assertThat(held(stage, Stage.ALICE)).isZero();
    }

    @Test
    void anAccountThatCannotBeReadKeepsNoOtherFromMakingRoom() throws Exception {
        Stage stage = open();
        for (String name : List.of("a", "bob", "z")) {
            expungeOne(stage, UserName.of(name + "@example.org"), "mail");
        }
        for (String name : List.of("b", "y")) {
            Files.createDirectories(domain().resolve(name));
            Files.writeString(domain().resolve(name).resolve("postern.expunged"), "in the way");
        }
        Files.writeString(domain().resolve("bob/postern.expunged/00-file"), "in the way");
        files.setSpace(FULL);
        stage.store().sweepHeld();
        for (String name : List.of("a", "bob", "z")) {
            assertThat(held(stage, UserName.of(name + "@example.org"))).as(name).isZero();
        }
    }

    @Test
    void whatIsHeldBesideAReleasedAccountComesBackIsPurgedAndRemoved() throws Exception {
        layNested();
        Stage stage = open();
        expungeOne(stage, stage.inbox(), "mail");
        stage.store().administration().release(Stage.ALICE, stage.alice().use());
        assertThat(files(aside())).hasSize(1);
        assertThat(stage.alice().held().list()).hasSize(1);
        assertThat(aside()).doesNotExist();

        stage.store().administration().release(Stage.ALICE, stage.alice().use());
        now = now.plus(Duration.ofDays(15));
        stage = open();
        stage.store().sweepHeld();
        stage.store().sweepHeld();
        assertThat(aside()).as("purged by age").doesNotExist();

        expungeOne(stage, stage.inbox(), "mail");
        stage.store().administration().release(Stage.ALICE, stage.alice().use());
        files.setSpace(FULL);
        stage.store().sweepHeld();
        assertThat(aside()).as("made room of").doesNotExist();
        files.setSpace(ROOMY);

        expungeOne(stage, stage.inbox(), "mail");
        stage.store().administration().release(Stage.ALICE, stage.alice().use());
        assertThat(aside()).isDirectory();
        stage.store().remove(Stage.ALICE);
        assertThat(aside()).as("removed with the user").doesNotExist();
    }

    @Test
    void whatIsHeldInTwoPlacesBecomesOne() throws Exception {
        layNested();
        Stage stage = open();
        Mailbox inbox = stage.inbox();
        inbox.expunge(UidSet.of(stage.put(inbox, "first", Flags.of(Set.of(), List.of("one")))));
        Files.move(stage.root().resolve("postern.expunged"), aside());
        inbox.expunge(UidSet.of(stage.put(inbox, "second", Flags.of(Set.of(), List.of("two")))));

        stage = open();
        assertThat(stage.alice().held().list())
                .extracting(HeldMessage::flags)
                .extracting(Flags::keywords)
                .containsExactlyInAnyOrder(List.of("one"), List.of("two"));
        assertThat(aside()).doesNotExist();
        assertThat(restoreAll(stage.alice())).containsOnlyKeys(MailboxName.INBOX);
        assertThat(stage.inbox().refresh().size()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void heldMailComesAlongIntoAnAdoptedTree(AdoptionSource.Transfer transfer) throws Exception {
        Stage stage = open();
        expungeOne(stage, stage.inbox(), "held");
        adopt(stage, tree(), transfer);
        assertThat(stage.inbox().refresh().size()).isEqualTo(1);
        assertThat(restoreAll(stage.alice())).containsOnlyKeys(MailboxName.INBOX);
        assertThat(stage.inbox().refresh().size()).isEqualTo(2);
        assertThat(aside()).doesNotExist();
    }

    @Test
    void aDirectoryWithNothingButHeldMailMakesWayForATree() throws Exception {
        Stage stage = open();
        expungeOne(stage, stage.inbox(), "held");
        stage = open();
        Path holding = Files.move(stage.root().resolve("postern.expunged"), temporary.resolve("kept"));
        new SmallFiles(files).deleteTree(stage.root());
        Files.createDirectory(stage.root());
        Files.move(holding, stage.root().resolve("postern.expunged"));
        adopt(stage, tree(), AdoptionSource.Transfer.COPY);
        assertThat(stage.alice().held().list()).hasSize(1);
    }

    @Test
    void mailInNestedFoldersIsInTheWayOfATree() throws Exception {
        layNested();
        Stage stage = open();
        stage.put(stage.alice().open(WORK), "mail", Flags.NONE);
        stage.store().administration().release(Stage.ALICE, stage.alice().use());
        stage = open();
        Stage closed = stage;
        Path tree = tree();
        assertThat(catchThrowable(() -> adopt(closed, tree, AdoptionSource.Transfer.COPY)))
                .isInstanceOf(StoreException.class);
        assertThat(stage.alice().open(WORK).refresh().size()).isEqualTo(1);
    }
}
