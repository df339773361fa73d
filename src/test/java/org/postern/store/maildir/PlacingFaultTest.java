package org.postern.store.maildir;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postern.store.Arrival;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.MailboxSnapshot;
import org.postern.store.MessageBody;
import org.postern.store.Problem;
import org.postern.store.Spool;
import org.postern.store.SpooledMessage;
import org.postern.store.StoreException;
import org.postern.store.StoreInvariants;

/**
 * One message is placed in two mailboxes, in the second for the last time, with a fault at each change to the disk. Where
 * placing fails the message can still be read and placed; what was acknowledged is there once; nothing stays in the spool.
 */
final class PlacingFaultTest {
    private static final MailboxName WORK = new MailboxName("Work");
    private static final String TEXT = "Subject: one\r\n\r\nof many lines\r\n";

    /** Longer than what a spool keeps in memory, and not. */
    private enum Length {
        SHORT(1),
        LONG(SpoolFile.HELD / TEXT.length() + 1);

        private final int times;

        Length(int times) {
            this.times = times;
        }

        String text() {
            return TEXT.repeat(times);
        }
    }

    @TempDir
    private Path temporary;

    private Stage open(String place, FileLayer files) throws StoreException {
        return Stage.open(
                temporary.resolve(place), new MaildirStore.Machine(files, (f, p) -> Lookout.NONE, Stage.SMALL));
    }

    private void make(String place) throws StoreException {
        try (Stage stage = open(place, FaultyFiles.sound())) {
            stage.alice().create(WORK, Optional.empty());
        }
    }

    private static SpooledMessage spooled(Stage stage, String text) throws StoreException {
        try (Spool spool = stage.store().spool()) {
            spool.write(ByteBuffer.wrap(text.getBytes(ISO_8859_1)));
            return spool.seal();
        }
    }

    /** Returns the mailboxes that acknowledged it. */
    private static Set<MailboxName> run(Stage stage, FaultyFiles files, String text) throws Exception {
        Set<MailboxName> acknowledged = new TreeSet<>();
        try (SpooledMessage message = spooled(stage, text)) {
            Arrival kept = new Arrival(message, Flags.NONE, Stage.NOON);
            Arrival last = Arrival.last(message, Flags.NONE, Stage.NOON);
            placed(stage, WORK, kept, files, acknowledged);
            assertThat(files.isStopped() ? text : read(message)).isEqualTo(text);
            placed(stage, MailboxName.INBOX, last, files, acknowledged);
        } catch (StoreException e) {
            assertThat(e.problem()).isIn(Problem.UNAVAILABLE, Problem.DISK_FULL); // it was not even received
        }
        return acknowledged;
    }

    private static void placed(
            Stage stage, MailboxName name, Arrival arrival, FaultyFiles files, Set<MailboxName> acknowledged)
            throws Exception {
        try (Mailbox mailbox = stage.alice().open(name)) {
            mailbox.append(List.of(arrival));
            acknowledged.add(name);
        } catch (StoreException e) {
            assertThat(e.problem()).isIn(Problem.UNAVAILABLE, Problem.DISK_FULL);
            if (!files.isStopped()) {
                files.mend();
                read(arrival.message());
                placed(stage, name, arrival, files, acknowledged);
            }
        }
    }

    private static String read(SpooledMessage message) throws StoreException, IOException {
        try (MessageBody body = message.body()) {
            ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(body.size()));
            while (all.hasRemaining() && body.read(all.position(), all) > 0) {}
            return new String(all.array(), 0, all.position(), ISO_8859_1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWasAcknowledgedIsThereOnce(FaultyFiles.Fault fault) throws Exception {
        for (Length length : Length.values()) {
            String sound = fault + "-" + length;
            make(sound);
            FaultyFiles counting = FaultyFiles.sound();
            try (Stage stage = open(sound, counting)) {
                assertThat(run(stage, counting, length.text())).containsExactlyInAnyOrder(WORK, MailboxName.INBOX);
            }
            for (int at = 1; at <= counting.changes(); at++) {
                try {
                    fail(new FaultyFiles(fault, at), sound + "-" + at, length.text());
                } catch (AssertionError | RuntimeException e) {
                    throw new AssertionError("change " + at + " of " + counting.changes() + ", " + length, e);
                }
            }
        }
    }

    private void fail(FaultyFiles files, String place, String text) throws Exception {
        make(place);
        Set<MailboxName> acknowledged = new TreeSet<>();
        try (Stage stage = open(place, files)) {
            acknowledged.addAll(run(stage, files, text));
            if (!files.isStopped()) {
                files.mend();
                check(stage, acknowledged, text);
            }
        } catch (StoreException e) {
            assertThat(e.problem()).isIn(Problem.UNAVAILABLE, Problem.DISK_FULL); // there was no store
        }
        try (Stage again = open(place, FaultyFiles.sound())) {
            check(again, acknowledged, text);
            try (var spool = Files.list(temporary.resolve(place).resolve(Surroundings.SPOOL))) {
                assertThat(spool).isEmpty();
            }
        }
    }

    private static void check(Stage stage, Set<MailboxName> acknowledged, String text) throws Exception {
        StoreInvariants.check(stage.alice());
        for (MailboxName name : List.of(WORK, MailboxName.INBOX)) {
            try (Mailbox mailbox = stage.alice().open(name)) {
                MailboxSnapshot now = mailbox.refresh();
                List<String> texts = new ArrayList<>();
                for (int row = 0; row < now.size(); row++) {
                    texts.add(Stage.text(mailbox, now.uid(row)));
                }
                assertThat(texts).as("%s", name).allMatch(text::equals);
                if (acknowledged.contains(name)) {
                    assertThat(texts).as("%s", name).hasSize(1);
                } else {
                    assertThat(texts).as("%s", name).hasSizeLessThan(2);
                }
            }
        }
    }

    /** A link refuses a name that is taken; so does the rename that stands for it. */
    @ParameterizedTest
    @EnumSource
    void noWayReplacesAFile(Batch.Way way) throws Exception {
        Path from = Files.writeString(temporary.resolve("from"), "new");
        Path to = Files.writeString(temporary.resolve("to"), "old");
        assertThatThrownBy(() -> way.bring(new DiskFiles(), from, to)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(from).hasContent("new");
        assertThat(to).hasContent("old");
    }

    @Test
    void theLastPlacingTakesTheSpooledFileItself() throws Exception {
        make("rename");
        try (Stage stage = open("rename", FaultyFiles.sound());
                Mailbox inbox = stage.inbox()) {
            try (SpooledMessage message = spooled(stage, TEXT)) {
                Path spooled = Stage.only(temporary.resolve("rename").resolve(Surroundings.SPOOL));
                Object key = Files.getAttribute(spooled, "unix:ino");
                inbox.append(List.of(Arrival.last(message, Flags.NONE, Stage.NOON)));
                assertThat(spooled).doesNotExist();
                assertThat(Files.getAttribute(Stage.only(stage.fresh()), "unix:ino"))
                        .isEqualTo(key);
            }
            assertThat(Files.getAttribute(Stage.only(stage.fresh()), "unix:nlink"))
                    .isEqualTo(1);
        }
    }
}
