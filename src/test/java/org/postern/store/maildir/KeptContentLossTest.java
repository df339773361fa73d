package org.postern.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postern.store.maildir.CachedMail.MESSAGES;
import static org.postern.store.maildir.CachedMail.SMALL;
import static org.postern.store.maildir.CachedMail.assertChanged;
import static org.postern.store.maildir.CachedMail.assertFilled;
import static org.postern.store.maildir.CachedMail.bent;
import static org.postern.store.maildir.CachedMail.change;
import static org.postern.store.maildir.CachedMail.fill;
import static org.postern.store.maildir.CachedMail.keeping;
import static org.postern.store.maildir.CachedMail.message;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.MailboxSnapshot;
import org.postern.store.StoreException;
import org.postern.store.StoreInvariants;
import org.postern.store.Summaries;
import org.postern.store.SystemFlag;
import org.postern.store.UidSet;

/**
 * The file of small messages is only ever faster: whatever becomes of it or of the index, and when it is not wanted any more,
 * messages are as their files are.
 */
final class KeptContentLossTest {
    private final CachedMail mail;

    KeptContentLossTest(@TempDir Path temporary) {
        this.mail = CachedMail.keepingSmall(temporary);
    }

    @Test
    void whateverBecomesOfTheFileTheMessagesAreRight() throws Exception {
        mail.fillAndClose();
        Path file = mail.kept();
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(5);
        for (int round = 0; round < 60; round++) {
            Files.write(file, bent(whole, random, 20));
            Stage stage = mail.open();
            StoreInvariants.check(stage.alice());
            try (Mailbox inbox = stage.inbox()) {
                assertFilled(inbox);
                long uid = stage.put(inbox, message(round % 20), Flags.of(SystemFlag.SEEN));
                assertThat(Stage.text(inbox, uid)).isEqualTo(message(round % 20));
                inbox.expunge(UidSet.of(uid));
            }
            stage.close();
        }
    }

    @Test
    void aFileThatGoesBesideTheRunningStoreIsDoneWithout() throws Exception {
        try (Stage stage = mail.open();
                Mailbox inbox = stage.inbox()) {
            fill(stage, inbox);
            Files.delete(mail.kept());
            assertFilled(inbox);
            change(stage.root());
            assertFilled(inbox); // again
            fill(stage, inbox);
            inbox.expunge(UidSet.range(1, MESSAGES)); // whose files are not what they were
        }
    }

    @Test
    void whatStandsInItsPlaceGivesWay() throws Exception {
        try (Stage stage = mail.open();
                Mailbox inbox = stage.inbox()) {
            fill(stage, inbox);
            Files.delete(mail.kept());
            Files.createDirectories(mail.kept().resolve("something"));
            stage.put(inbox, message(41), Flags.NONE);
            assertFilled(inbox);
            assertThat(Stage.text(inbox, 41)).isEqualTo(message(41));
        }
    }

    @Test
    void whatIsLostIsKeptAgainWhenItIsRead() throws Exception {
        mail.fillAndClose();
        Files.delete(mail.kept());
        for (int time = 0; time < 2; time++) {
            try (Stage stage = mail.open();
                    Mailbox inbox = stage.inbox()) {
                assertFilled(inbox);
                change(stage.root());
            }
        }
    }

    @Test
    void aFullDiskKeepsNobodyFromReading() throws Exception {
        mail.fillAndClose();
        Files.delete(mail.kept());
        MaildirSettings settings = keeping(SMALL);
        FaultyFiles sound = FaultyFiles.sound();
        int opening;
        try (Stage again = mail.open(settings, sound);
                Mailbox inbox = again.inbox()) {
            assertThat(inbox.snapshot().size()).isEqualTo(MESSAGES);
            opening = sound.changes();
        }
        FaultyFiles full = new FaultyFiles(FaultyFiles.Fault.FULL, opening + 1);
        try (Stage again = mail.open(settings, full);
                Mailbox inbox = again.inbox()) {
            long modSeq = inbox.snapshot().highestModSeq().value();
            assertFilled(inbox);
            assertThat(full.hasFailed()).isTrue();
            int tried = full.changes();
            assertFilled(inbox);
            assertThat(full.changes() - tried).as("once for each").isLessThan(2);
            full.mend();
            assertThat(inbox.snapshot().highestModSeq().value()).isEqualTo(modSeq);
        }
        try (Stage again = mail.open(settings)) {
            assertThat(again.root().resolve(IndexFile.FILE)).exists();
        }
    }

    @Test
    void anotherMailboxesFileIsNotBelieved() throws Exception {
        Stage stage = mail.open();
        try (Mailbox inbox = stage.inbox();
                Mailbox sent = stage.alice().open(MailboxName.of("Sent"))) {
            fill(stage, inbox);
            stage.put(sent, message(3).replace("message", "letters"), Flags.NONE);
            stage.put(sent, message(2), Flags.NONE);
        }
        stage.close();
        Path other = stage.root().resolve(".Sent").resolve(CacheKind.CONTENTS.file());
        Files.copy(mail.kept(), other, StandardCopyOption.REPLACE_EXISTING);
        stage = mail.open();
        try (Mailbox sent = stage.alice().open(MailboxName.of("Sent"))) {
            assertThat(Stage.text(sent, 1)).startsWith("letters number 3");
            assertThat(Stage.text(sent, 2)).isEqualTo(message(2));
        }
        stage.close();
    }

    @Test
    void theCacheInItsPlaceIsNotBelieved() throws Exception {
        mail.fillAndClose();
        Files.copy(mail.file(CacheKind.SUMMARIES), mail.kept(), StandardCopyOption.REPLACE_EXISTING);
        try (Stage stage = mail.open();
                Mailbox inbox = stage.inbox()) {
            assertFilled(inbox);
            StoreInvariants.check(stage.alice());
        }
    }

    @Test
    void withoutTheIndexFilesAreRead() throws Exception {
        mail.fillAndClose();
        Files.delete(mail.file(IndexFile.FILE));
        try (Stage stage = mail.open();
                Mailbox inbox = stage.inbox()) {
            assertFilled(inbox);
            change(stage.root());
            assertChanged(inbox, UidSet.range(1, MESSAGES));
        }
    }

    @Test
    void switchedOffTheFileGoesAndNothingElse() throws Exception {
        Stage stage = mail.open();
        MailboxSnapshot before;
        try (Mailbox inbox = stage.inbox()) {
            fill(stage, inbox);
            before = inbox.refresh();
        }
        stage.close();
        change(stage.root());
        stage = mail.open(keeping(0));
        try (Mailbox inbox = stage.inbox()) {
            MailboxSnapshot now = inbox.refresh();
            assertThat(now.highestModSeq()).isEqualTo(before.highestModSeq());
            assertThat(now.uids()).isEqualTo(before.uids());
            assertThat(mail.kept()).doesNotExist();
            assertChanged(inbox, now.uids());
            stage.put(inbox, "small", Flags.NONE);
            assertThat(mail.kept()).doesNotExist();
        }
        stage = mail.reopened(stage); // an index without any place of such messages
        try (Mailbox inbox = stage.inbox()) {
            assertThat(inbox.refresh().highestModSeq().value())
                    .isEqualTo(before.highestModSeq().value() + 1);
            assertChanged(inbox, before.uids());
        }
        stage.close();
    }

    @Test
    void whatIsNotWantedStaysOnADiskThatTakesNothingAndIsNotRead() throws Exception {
        mail.fillAndClose();
        FaultyFiles sound = FaultyFiles.sound();
        int opening;
        try (Stage again = mail.open(keeping(SMALL), sound);
                Mailbox inbox = again.inbox()) {
            assertThat(inbox.snapshot().size()).isEqualTo(MESSAGES);
            opening = sound.changes();
        }
        change(mail.file(""));
        MaildirSettings none = keeping(0);
        try (Stage again = mail.open(none, new FaultyFiles(FaultyFiles.Fault.STOP, opening + 1));
                Mailbox inbox = again.inbox()) {
            assertChanged(inbox, UidSet.range(1, MESSAGES));
            assertThat(mail.kept()).exists();
        }
        try (Stage again = mail.open(none, FaultyFiles.sound());
                Mailbox inbox = again.inbox()) {
            assertChanged(inbox, UidSet.range(1, MESSAGES));
            assertThat(mail.kept()).doesNotExist();
        }
    }

    @Test
    void withoutTheIndexNothingOfItStays() throws Exception {
        for (int keepSmall : List.of(SMALL, 0)) {
            mail.fillAndClose();
            Files.delete(mail.file(IndexFile.FILE));
            try (Stage again = mail.open(keeping(keepSmall));
                    Mailbox inbox = again.inbox()) {
                assertThat(inbox.snapshot().size()).isPositive();
                for (CacheKind kind : CacheKind.values()) {
                    assertThat(mail.file(kind)).doesNotExist();
                }
            }
        }
    }

    @Test
    void aFileThatCannotBeOpenedForNowStaysAsItIs() throws Exception {
        for (CacheKind kind : CacheKind.values()) {
            FaultyFiles disk = FaultyFiles.sound();
            Path file;
            byte[] before;
            try (Stage stage = mail.open(keeping(SMALL), disk);
                    Mailbox inbox = stage.inbox()) {
                fill(stage, inbox);
                file = mail.file(kind);
                before = Files.readAllBytes(file);
                disk.forbid(file);
                readAll(inbox);
                assertThat(Files.readAllBytes(file)).startsWith(before);
            }
            disk.mend();
            FaultyFiles other = FaultyFiles.sound();
            other.forbid(file);
            try (Stage stage = mail.open(keeping(SMALL), other);
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
}
