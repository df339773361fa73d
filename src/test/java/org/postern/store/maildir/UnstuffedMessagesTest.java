package org.postern.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.MessageBody;
import org.postern.store.SampleSummarizer;
import org.postern.store.StoreException;
import org.postern.store.StoreInvariants;
import org.postern.store.SystemFlag;
import org.postern.store.UidSet;

/** Of long messages it is known whether POP3 sends them as they lie; where that is lost it is only not known any more. */
final class UnstuffedMessagesTest {
    private static final String LINE = "0123456789\r\n";
    /** The shortest that is long, from the end of a line on. */
    private static final String LONG = LINE.repeat(SmallMessages.LONG / LINE.length()) + "0\r\n0\r\n";

    @TempDir
    private Path temporary;

    private Stage open(int keepSmall) throws StoreException {
        MaildirStore.Machine machine =
                new MaildirStore.Machine(FaultyFiles.sound(), (files, spool) -> Lookout.NONE, Stage.SMALL);
        MaildirSettings settings =
                MaildirSettings.of("test").withKeepSmall(keepSmall).withSummarizer(new SampleSummarizer(1));
        return Stage.open(temporary.resolve("mail"), machine, settings);
    }

    private Stage open() throws StoreException {
        return open(100);
    }

    private static boolean needsNoStuffing(Mailbox mailbox, long uid) throws StoreException {
        try (MessageBody body = mailbox.body(uid)) {
            assertThat(body.file().isPresent() || body.octets().isPresent()).isTrue();
            return body.needsNoStuffing();
        }
    }

    private Path kept() {
        return temporary.resolve("mail/example.org/alice").resolve(CacheKind.CONTENTS.file());
    }

    @Test
    void itIsNotedAsTheyCome() throws Exception {
        Map<String, Boolean> messages = Map.of(
                LONG,
                true, //
                LONG.repeat(10),
                true,
                LONG + "..\r\n",
                false,
                LONG.repeat(10) + ".",
                false,
                "." + LONG,
                false,
                LONG.repeat(10) + "no end",
                false,
                LONG.substring(0, SmallMessages.LONG - 2) + "\r\n",
                true,
                LONG.substring(0, SmallMessages.LONG - 3) + "\r\n",
                false);
        try (Stage stage = open();
                Mailbox inbox = stage.inbox()) {
            for (Map.Entry<String, Boolean> message : messages.entrySet()) {
                long uid = stage.put(inbox, message.getKey(), Flags.NONE);
                assertThat(needsNoStuffing(inbox, uid))
                        .as("of %s octets", message.getKey().length())
                        .isEqualTo(message.getValue());
                assertThat(Stage.text(inbox, uid)).isEqualTo(message.getKey());
            }
        }
    }

    @Test
    void itOutlivesFlagsRestartsCopiesAndMoves() throws Exception {
        try (Stage stage = open();
                Mailbox inbox = stage.inbox();
                Mailbox sent = stage.alice().open(MailboxName.of("Sent"))) {
            stage.put(inbox, LONG, Flags.NONE);
            stage.put(inbox, LONG, Flags.of(SystemFlag.SEEN));
            inbox.copy(UidSet.of(1), sent);
            inbox.move(UidSet.of(2), sent);
        }
        try (Stage stage = open();
                Mailbox inbox = stage.inbox();
                Mailbox sent = stage.alice().open(MailboxName.of("Sent"))) {
            assertThat(needsNoStuffing(inbox, 1)).isTrue();
            assertThat(needsNoStuffing(sent, 1)).isTrue();
            assertThat(needsNoStuffing(sent, 2)).isTrue();
            assertThat(Stage.text(sent, 2)).isEqualTo(LONG);
        }
    }

    @Test
    void aFileThatIsNotAsItLiesIsNeverSaidToBe() throws Exception {
        try (Stage stage = open();
                Mailbox inbox = stage.inbox()) {
            stage.drop("new", "1.other", LONG.replace("\r", ""));
            long uid = inbox.refresh().uids().min();
            assertThat(Stage.text(inbox, uid)).isEqualTo(LONG);
            try (MessageBody body = inbox.body(uid)) {
                assertThat(body.needsNoStuffing()).isFalse();
                assertThat(body.file()).isEmpty();
            }
        }
    }

    @Test
    void withoutWhatWasKeptItIsNotKnown() throws Exception {
        try (Stage stage = open();
                Mailbox inbox = stage.inbox()) {
            stage.put(inbox, LONG, Flags.NONE);
        }
        Files.delete(kept());
        try (Stage stage = open();
                Mailbox inbox = stage.inbox()) {
            assertThat(needsNoStuffing(inbox, 1)).isFalse();
            assertThat(Stage.text(inbox, 1)).isEqualTo(LONG);
            stage.put(inbox, LONG, Flags.NONE);
            assertThat(needsNoStuffing(inbox, 2)).isTrue();
        }
        flipOctets(kept());
        try (Stage stage = open();
                Mailbox inbox = stage.inbox()) {
            assertThat(needsNoStuffing(inbox, 2)).isFalse();
            assertThat(Stage.text(inbox, 2)).isEqualTo(LONG);
        }
    }

    /** Else a client would wait for an end of the message that never comes, or take its middle for it. */
    @Test
    void itIsNotBelievedOfAFileThatIsNotAsLongAsItsNameSays() throws Exception {
        try (Stage stage = open();
                Mailbox inbox = stage.inbox()) {
            stage.put(inbox, LONG, Flags.NONE);
            for (String other : List.of(LONG.substring(0, LONG.length() - 3), LONG + ".\r\n")) {
                Files.writeString(Stage.only(stage.fresh()), other);
                assertThat(needsNoStuffing(inbox, 1)).isFalse();
                assertThat(Stage.text(inbox, 1)).isEqualTo(other);
            }
            Files.writeString(Stage.only(stage.fresh()), LONG);
            assertThat(needsNoStuffing(inbox, 1)).isTrue();
        }
    }

    private static void flipOctets(Path file) throws IOException {
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            for (long at = out.length() - 6; at < out.length(); at++) {
                out.seek(at);
                int before = out.read();
                out.seek(at);
                out.write(~before);
            }
        }
    }

    @Test
    void nothingIsKeptWhereNothingIsToBe() throws Exception {
        try (Stage stage = open(0);
                Mailbox inbox = stage.inbox()) {
            stage.put(inbox, LONG, Flags.NONE);
            assertThat(needsNoStuffing(inbox, 1)).isFalse();
            assertThat(kept()).doesNotExist();
        }
    }

    @Test
    void itStaysWhileSmallMessagesAreOtherOnesAndGoesWithThem() throws Exception {
        try (Stage stage = open();
                Mailbox inbox = stage.inbox()) {
            stage.put(inbox, LONG, Flags.NONE);
        }
        for (int keepSmall : List.of(MaildirSettings.KEEP_SMALL, MaildirSettings.KEEP_SMALL_MOST, 1)) {
            try (Stage stage = open(keepSmall);
                    Mailbox inbox = stage.inbox()) {
                StoreInvariants.check(stage.alice());
                assertThat(needsNoStuffing(inbox, 1)).as("with %s", keepSmall).isTrue();
            }
        }
        for (int keepSmall : List.of(0, MaildirSettings.KEEP_SMALL)) {
            try (Stage stage = open(keepSmall);
                    Mailbox inbox = stage.inbox()) {
                assertThat(needsNoStuffing(inbox, 1)).as("with %s", keepSmall).isFalse();
            }
        }
    }

    /** Where a record without octets stood for something else. */
    @Test
    void aFileOfAnEarlierVersionSaysNothing() throws Exception {
        try (Stage stage = open();
                Mailbox inbox = stage.inbox()) {
            stage.put(inbox, LONG, Flags.NONE);
        }
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(kept()));
        int afterFrame = 2 * Integer.BYTES;
        file.put(afterFrame + 2, (byte) 1); // behind the kind and the version of all caches
        CRC32C checksum = new CRC32C();
        checksum.update(file.slice(afterFrame, file.getInt(0)));
        file.putInt(Integer.BYTES, (int) checksum.getValue());
        Files.write(kept(), file.array());
        try (Stage stage = open();
                Mailbox inbox = stage.inbox()) {
            assertThat(needsNoStuffing(inbox, 1)).isFalse();
            assertThat(Stage.text(inbox, 1)).isEqualTo(LONG);
            stage.put(inbox, LONG, Flags.NONE);
            assertThat(needsNoStuffing(inbox, 2)).isTrue();
            assertThat(needsNoStuffing(inbox, 1)).isFalse();
        }
    }

    @Test
    void aCheckFindsWhatIsNotSo() throws Exception {
        try (Stage stage = open();
                Mailbox inbox = stage.inbox()) {
            stage.put(inbox, LONG, Flags.NONE);
            stage.put(inbox, LONG, Flags.NONE);
        }
        try (Stage stage = open();
                Mailbox inbox = stage.inbox()) {
            assertThat(stage.store()
                            .administration()
                            .check(Stage.ALICE, CheckDepth.CONTENTS)
                            .findings())
                    .isEmpty();
            try (var files = Files.list(stage.fresh())) {
                Path first = files.sorted().findFirst().orElseThrow();
                Files.writeString(first, "." + LONG.substring(1));
            }
            assertThat(stage.store()
                            .administration()
                            .repair(Stage.ALICE, CheckDepth.CONTENTS)
                            .findings())
                    .extracting(Finding::kind)
                    .contains(Finding.Kind.SMALL_ENTRY);
            assertThat(needsNoStuffing(inbox, 1)).isFalse();
        }
    }
}
