package org.postern.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postern.store.Account;
import org.postern.store.Actor;
import org.postern.store.Flags;
import org.postern.store.Ledger;
import org.postern.store.LedgerEntry;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.MailboxUse;
import org.postern.store.Reason;
import org.postern.store.Refusal;
import org.postern.store.StoreException;
import org.postern.store.StoreInvariants;
import org.postern.store.UidSet;

/** What comes and goes is noted with its reason; whatever happens to the file, usage is right. */
final class AccountLedgerTest {
    private static final MailboxName TRASH = new MailboxName("Trash");
    private static final Actor IMAP = Actor.client("imap", "c1");
    private static final Actor LMTP = Actor.delivery("lmtp", "d1");

    @TempDir
    private Path temporary;

    private Stage open() throws StoreException {
        return open(FaultyFiles.sound());
    }

    private Stage open(FileLayer files) throws StoreException {
        Path mail = temporary.resolve("mail");
        return Stage.open(mail, new MaildirStore.Machine(files, (f, p) -> Lookout.NONE, Stage.SMALL));
    }

    private Path file() {
        return temporary.resolve("mail/example.org/alice").resolve(LedgerFile.FILE);
    }

    private static Mailbox open(Stage stage, MailboxName name, Actor by) throws StoreException {
        return stage.store().open(Stage.ALICE, by).open(name);
    }

    private static List<String> told(Stage stage) throws StoreException {
        return stage.alice().ledger().read().orElseThrow().entries().stream()
                .map(AccountLedgerTest::line)
                .toList();
    }

    private static String line(LedgerEntry entry) {
        return entry.mailbox() + " " + entry.octets() + " " + entry.messages() + " "
                + entry.why().text() + " "
                + entry.by().map(by -> by.service() + " " + by.session()).orElse("day");
    }

    @Test
    void everythingThatComesOrGoesIsAnEntryWithReasonAndActor() throws Exception {
        try (Stage stage = open()) {
            stage.alice().use();
            stage.put(open(stage, MailboxName.INBOX, LMTP), "one", Flags.NONE);
            stage.put(open(stage, MailboxName.INBOX, IMAP), "four", Flags.NONE);
            Mailbox inbox = open(stage, MailboxName.INBOX, IMAP);
            inbox.copy(UidSet.of(1), open(stage, TRASH, IMAP));
            inbox.move(UidSet.of(2), open(stage, TRASH, IMAP));
            open(stage, MailboxName.INBOX, Actor.pop3("pop3", "p1")).expunge(UidSet.of(1));
            open(stage, TRASH, Actor.retention()).expunge(UidSet.of(1));
            Account operated = stage.store().open(Stage.ALICE, Actor.operator("mailbox.restore"));
            operated.held().restore(operated.held().list().subList(0, 1));
            operated.rename(TRASH, new MailboxName("Old"));
            operated.delete(new MailboxName("Old"));
            assertThat(told(stage))
                    .containsExactly(
                            "INBOX 3 1 delivery lmtp d1",
                            "INBOX 4 1 append imap c1",
                            "Trash 3 1 copy imap c1",
                            "Trash 4 1 move imap c1",
                            "INBOX -4 -1 move imap c1",
                            "INBOX -3 -1 pop3-dele pop3 p1",
                            "Trash -3 -1 retention retention -",
                            "INBOX 3 1 restore mailbox.restore -",
                            "Trash -4 -1 rename mailbox.restore -",
                            "Old 4 1 rename mailbox.restore -",
                            "Old -4 -1 delete mailbox.restore -");
            StoreInvariants.check(stage.alice());
        }
    }

    /** Else who counts meanwhile would take it for one that is gone. */
    @Test
    void whatARenamedMailboxHoldsStaysCompared() throws Exception {
        MailboxName old = new MailboxName("Old");
        try (Stage stage = open()) {
            stage.put(open(stage, TRASH, IMAP), "four", Flags.NONE);
            stage.alice().use();
            stage.alice().rename(TRASH, old);
            AccountBalances balances = ((AccountLedger) stage.alice().ledger()).balances();
            assertThat(balances.isCompared(Set.of(old))).isTrue();
            balances.retainUnseen(Set.of(MailboxName.INBOX));
            assertThat(balances.total().octets()).isEqualTo(4);
        }
    }

    @Test
    void whatOtherProgramsDidIsForeign() throws Exception {
        try (Stage stage = open()) {
            stage.put(stage.inbox(), "mine", Flags.NONE);
            stage.alice().use();
            stage.drop("new", "1.foreign.host", "theirs");
            stage.inbox().refresh();
            stage.drop("new", "2.foreign.host", "while nobody looks");
        }
        try (Stage stage = open()) {
            stage.alice().use();
            assertThat(told(stage))
                    .containsExactly(
                            "INBOX 4 1 append server -", "INBOX 6 1 foreign server -", "INBOX 18 1 foreign server -");
        }
    }

    /** Messages that were there before are not news. */
    @Test
    void aLedgerBeginsWithWhatIsThere() throws Exception {
        try (Stage stage = open()) {
            stage.put(stage.inbox(), "before", Flags.NONE);
        }
        Files.delete(file());
        try (Stage stage = open()) {
            stage.put(open(stage, TRASH, IMAP), "after", Flags.NONE);
            assertThat(told(stage)).containsExactly("Trash 5 1 append imap c1");
            assertThat(stage.alice().use().octets()).isEqualTo(11);
            StoreInvariants.check(stage.alice());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "foreign text\n", "E 1 2 3", "00000000 E 1 5 5 append client a b \n"})
    void aFileThatMakesNoSenseCountsForNothing(String text) throws Exception {
        try (Stage stage = open()) {
            stage.put(stage.inbox(), "there", Flags.NONE);
        }
        Files.writeString(file(), text);
        try (Stage stage = open()) {
            assertThat(stage.alice().use().octets()).isEqualTo(5);
            StoreInvariants.check(stage.alice());
        }
    }

    /** As after a power cut: the file is cut anywhere, and the index says nothing. */
    @Test
    void aTornFileIsMendedFromTheFiles() throws Exception {
        try (Stage stage = open()) {
            stage.alice().use();
            stage.store().writeLedgers();
            for (int i = 0; i < 3; i++) {
                stage.put(stage.inbox(), "message " + i, Flags.NONE);
            }
        }
        byte[] whole = Files.readAllBytes(file());
        for (int length = 0; length < whole.length; length += 3) {
            Files.write(file(), Arrays.copyOf(whole, length));
            try (Stage stage = open()) {
                assertThat(stage.alice().use().octets()).as("cut at %s", length).isEqualTo(27);
                StoreInvariants.check(stage.alice());
            }
        }
    }

    @Test
    void aBalanceThatIsWrongIsCorrectedAndSaid() throws Exception {
        FaultyFiles files = FaultyFiles.sound();
        try (Stage stage = open(files)) {
            stage.put(stage.inbox(), "there", Flags.NONE);
            // So long after it that the directories' times are a proof.
            Awaitility.await().until(() -> {
                int before = files.lists();
                stage.inbox().refresh();
                return files.lists() == before;
            });
        }
        String wrong = LedgerLines.line(new LedgerEntry(
                        Stage.NOON, MailboxName.INBOX, 1000, 1, Reason.APPEND, Optional.of(Actor.SERVER)))
                .orElseThrow();
        Files.writeString(file(), wrong, StandardCharsets.US_ASCII, StandardOpenOption.APPEND);
        try (Stage stage = open()) {
            assertThat(stage.alice().use().octets()).isEqualTo(5);
            assertThat(told(stage)).endsWith("INBOX -1000 -1 recalculation server -");
        }
        int entries = entries();
        try (Stage stage = open()) {
            assertThat(stage.alice().use().octets()).isEqualTo(5);
            assertThat(told(stage)).as("said once").hasSize(entries);
        }
    }

    private int entries() throws StoreException {
        try (Stage stage = open()) {
            return told(stage).size();
        }
    }

    /** The daily check finds what was changed behind the back of a running server. */
    @Test
    void theSweepMendsTheFile() throws Exception {
        try (Stage stage = open()) {
            stage.put(stage.inbox(), "there", Flags.NONE);
            stage.alice().use();
            stage.store().writeLedgers();
            Files.writeString(file(), "something else");
            for (int step = 0; step < 5; step++) {
                stage.store().sweepLedgers();
            }
            Ledger.Statement now = stage.alice().ledger().read().orElseThrow();
            assertThat(now.balances()).isEqualTo(Map.of(MailboxName.INBOX, new MailboxUse(5, 1)));
        }
    }

    /** While the file cannot be written entries wait; in the end nothing is missing. */
    @Test
    void whatCannotBeWrittenIsWrittenLater() throws Exception {
        try (Stage stage = open()) {
            stage.alice().use();
            Path file = file();
            stage.store().writeLedgers();
            Files.delete(file);
            Files.createDirectory(file);
            stage.put(stage.inbox(), "waits", Flags.NONE);
            stage.store().writeLedgers();
            Files.delete(file);
            stage.store().writeLedgers();
            StoreInvariants.check(stage.alice());
            assertThat(told(stage)).containsExactly("INBOX 5 1 append server -");
        }
    }

    @Test
    void refusalsAreKept() throws Exception {
        Refusal.Attempt refused = new Refusal.Attempt(new MailboxName("A b\u00e4 c"), 123, 1, "storage", LMTP);
        try (Stage stage = open()) {
            stage.alice().ledger().refused(refused);
        }
        try (Stage stage = open()) {
            assertThat(stage.alice().ledger().read().orElseThrow().refusals())
                    .extracting(Refusal::what)
                    .containsExactly(refused);
        }
    }

    @Test
    void aRemovedAccountLeavesNoLedgerToTheNext() throws Exception {
        try (Stage stage = open()) {
            stage.put(stage.inbox(), "gone", Flags.NONE);
            stage.store().remove(Stage.ALICE);
            stage.store().writeLedgers();
            assertThat(stage.alice().use().octets()).isZero();
            assertThat(told(stage)).isEmpty();
        }
    }
}
