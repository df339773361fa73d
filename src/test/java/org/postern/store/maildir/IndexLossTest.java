package org.postern.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.store.FlagChange;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.MailboxInfo;
import org.postern.store.MailboxSnapshot;
import org.postern.store.StoreException;
import org.postern.store.StoreInvariants;
import org.postern.store.SystemFlag;
import org.postern.store.UidSet;

/** The index is a cache: whatever becomes of it while the server is down, every message keeps its UID and flags. */
final class IndexLossTest {
    @TempDir
    private Path temporary;

    private Path mail;
    private Path index;
    private List<StoreInvariants.Row> rows;
    private MailboxInfo info;
    private long uidNext;
    private long modSeq;

    @BeforeEach
    void aMailboxWithHistory() throws Exception {
        mail = temporary.resolve("mail");
        try (Stage stage = Stage.open(mail);
                Mailbox inbox = stage.inbox()) {
            index = stage.root().resolve(IndexFile.FILE);
            for (int i = 0; i < 30; i++) {
                Flags flags = i % 3 == 0 ? Flags.NONE : Flags.of(Set.of(SystemFlag.SEEN), List.of("k" + i % 5));
                long uid = stage.put(inbox, "message " + i, flags);
                if (i % 4 == 0) {
                    inbox.flag(UidSet.of(uid), FlagChange.add(Flags.of(SystemFlag.FLAGGED)), Optional.empty());
                }
                if (i % 7 == 0) {
                    inbox.expunge(UidSet.of(uid));
                }
            }
            long last = stage.put(inbox, "expunged at once", Flags.NONE);
            inbox.expunge(UidSet.of(last));
            inbox.claimRecent();
            remember(stage);
        }
    }

    private void remember(Stage stage) throws Exception {
        StoreInvariants.Box box = StoreInvariants.check(stage.alice()).get(0);
        rows = box.rows();
        info = box.info();
        uidNext = box.uidNext();
        modSeq = box.modSeq();
        assertThat(rows).hasSize(25);
    }

    @Test
    void anIndexThatCannotBeOpenedForNowIsNotLost() throws Exception {
        FaultyFiles disk = FaultyFiles.sound();
        disk.exhaustAt(index);
        MaildirStore.Machine machine = new MaildirStore.Machine(disk, KernelLookout::open, Tuning.DEFAULT);
        byte[] before = Files.readAllBytes(index);
        try (Stage stage = Stage.open(mail, machine)) {
            assertThatThrownBy(() -> stage.inbox().close()).isInstanceOf(StoreException.class);
            assertThat(index).hasBinaryContent(before);
            disk.mend();
            assertThat(StoreInvariants.check(stage.alice()).get(0).modSeq()).isEqualTo(modSeq);
        }
    }

    private void assertNothingIsLost(String what) throws Exception {
        try (Stage stage = Stage.open(mail);
                Mailbox inbox = stage.inbox()) {
            StoreInvariants.Box box = StoreInvariants.check(stage.alice()).get(0);
            assertThat(box.rows()).as(what).isEqualTo(rows);
            assertThat(box.info()).as(what).isEqualTo(info);
            assertThat(box.uidNext()).as(what).isGreaterThanOrEqualTo(uidNext);
            MailboxSnapshot now = inbox.refresh();
            assertThat(now.highestModSeq().value()).as(what).isGreaterThanOrEqualTo(modSeq);
            long uid = stage.put(inbox, "one more", Flags.of(SystemFlag.SEEN));
            assertThat(uid).as(what).isGreaterThanOrEqualTo(uidNext);
            inbox.expunge(UidSet.of(uid));
            uidNext = uid + 1;
            modSeq = inbox.refresh().highestModSeq().value();
        }
    }

    @Test
    void nothingStaysOfAnIndexThatIsDroppedHalfRead() throws Exception {
        ByteBuffer record = ByteBuffer.allocate(9);
        CRC32C crc = new CRC32C();
        crc.update(99);
        record.putInt(1).putInt((int) crc.getValue()).put((byte) 99);
        Files.write(index, record.array(), StandardOpenOption.APPEND);
        assertNothingIsLost("a record of a kind nobody knows");
    }

    @Test
    void theIndexMayBeRemoved() throws Exception {
        Files.delete(index);
        assertNothingIsLost("removed");
        assertNothingIsLost("opened again");
        Files.delete(index);
        assertNothingIsLost("removed again");
    }

    @Test
    void theIndexMayEndAnywhere() throws Exception {
        byte[] whole = Files.readAllBytes(index);
        for (int cut = 0; cut < whole.length; cut += 1 + cut / 9) {
            Files.write(index, java.util.Arrays.copyOf(whole, cut));
            assertNothingIsLost("cut at " + cut);
        }
    }

    @Test
    void theIndexMayHoldAnything() throws Exception {
        byte[] whole = Files.readAllBytes(index);
        Random random = new Random(11);
        for (int round = 0; round < 25; round++) {
            byte[] bad = whole.clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(index, bad);
            assertNothingIsLost("round " + round);
        }
        Files.write(index, new byte[100_000]);
        assertNothingIsLost("zeros");
        Files.delete(index);
        Files.createDirectory(index);
        assertNothingIsLost("a directory");
    }

    @Test
    void theIndexOfAnotherMailboxIsNotBelieved() throws Exception {
        try (Stage stage = Stage.open(mail);
                Mailbox sent = stage.alice().open(org.postern.store.SpecialUse.SENT.defaultName())) {
            stage.put(sent, "other", Flags.NONE);
            stage.put(sent, "other", Flags.of(SystemFlag.DELETED));
        }
        Path other = index.resolveSibling(".Sent").resolve(IndexFile.FILE);
        Files.copy(other, index, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertNothingIsLost("another's");
    }

    @Test
    void withoutItsIdentityAMailboxGetsANewUidValidity() throws Exception {
        Files.delete(index.resolveSibling(Identity.FILE));
        try (Stage stage = Stage.open(mail)) {
            StoreInvariants.Box box = StoreInvariants.check(stage.alice()).get(0);
            assertThat(box.info().uidValidity()).isNotEqualTo(info.uidValidity());
            assertThat(box.rows()).isEqualTo(rows);
        }
    }
}
