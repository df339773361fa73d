package org.postern.store.maildir;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.SampleSummarizer;
import org.postern.store.StoreException;
import org.postern.store.StoreInvariants;
import org.postern.store.Summaries;
import org.postern.store.SystemFlag;
import org.postern.store.UidSet;

/** The cache is only ever faster: whatever becomes of its file, the summaries are those of the messages. */
final class CacheTest {
    private static final int MESSAGES = 40;

    @TempDir
    private Path temporary;

    private SampleSummarizer summarizer = new SampleSummarizer(1);

    private Stage open() throws StoreException {
        MaildirStore.Machine machine =
                new MaildirStore.Machine(new DiskFiles(), (files, spool) -> Lookout.NONE, Stage.SMALL);
        return Stage.open(
                temporary.resolve("mail"), machine, MaildirSettings.of("test").withSummarizer(summarizer));
    }

    /** Closes, opens with a summarizer that counts anew. */
    private Stage reopened(Stage stage) throws StoreException {
        stage.close();
        summarizer = new SampleSummarizer(summarizer.version());
        return open();
    }

    private static void fill(Stage stage, Mailbox inbox) throws StoreException {
        for (int i = 0; i < MESSAGES; i++) {
            stage.put(inbox, "message number " + i, Flags.of(SystemFlag.SEEN));
        }
    }

    /** The invariants look at every summary. Returns how many had to be made for it. */
    private int madeToLook(Stage stage) throws StoreException, IOException {
        int before = summarizer.made();
        StoreInvariants.check(stage.alice());
        return summarizer.made() - before;
    }

    private static Optional<String> text(Mailbox inbox, long uid) throws StoreException {
        try (Summaries summaries = inbox.summaries()) {
            return summaries
                    .of(uid)
                    .map(octets -> ISO_8859_1
                            .decode(octets.slice(octets.position() + 16, octets.remaining() - 16))
                            .toString());
        }
    }

    @Test
    void arrivalsAreSummarizedOnceAndForEver() throws Exception {
        Stage stage = open();
        try (Mailbox inbox = stage.inbox()) {
            fill(stage, inbox);
            assertThat(summarizer.made()).isEqualTo(MESSAGES);
            assertThat(text(inbox, 7)).contains("message number 6");
            assertThat(madeToLook(stage)).isZero();
        }
        stage = reopened(stage);
        assertThat(madeToLook(stage)).isZero();
        stage.close();
    }

    @Test
    void anOddMessageIsLookedAtOnce() throws Exception {
        try (Stage stage = open();
                Mailbox inbox = stage.inbox()) {
            long uid = stage.put(inbox, "odd one", Flags.NONE);
            assertThat(text(inbox, uid)).isEmpty();
            assertThat(text(inbox, uid)).isEmpty();
            assertThat(summarizer.made()).isEqualTo(1);
        }
    }

    @Test
    void whatOthersDeliverIsSummarizedWhenAskedFor() throws Exception {
        Stage stage = open();
        stage.alice();
        for (int i = 0; i < 5; i++) {
            stage.drop("new", i + ".other", "from elsewhere " + i);
        }
        assertThat(madeToLook(stage)).isEqualTo(5);
        assertThat(madeToLook(stage)).isZero();
        stage = reopened(stage);
        assertThat(madeToLook(stage)).isZero();
        stage.close();
    }

    @Test
    void copiesTakeTheirsAlong() throws Exception {
        Stage stage = open();
        try (Mailbox inbox = stage.inbox();
                Mailbox sent = stage.alice().open(MailboxName.of("Sent"))) {
            fill(stage, inbox);
            inbox.copy(UidSet.range(1, 20), sent);
            inbox.move(UidSet.range(21, 30), sent);
            assertThat(madeToLook(stage)).isZero();
        }
        stage = reopened(stage);
        assertThat(madeToLook(stage)).isZero();
        stage.close();
    }

    @Test
    void whatIsExpungedDoesNotStayForEver() throws Exception {
        Stage stage = open();
        try (Mailbox inbox = stage.inbox()) {
            for (int round = 0; round < 20; round++) {
                fill(stage, inbox);
                UidSet all = inbox.refresh().uids();
                inbox.expunge(UidSet.range(all.min(), all.max() - 5));
            }
            assertThat(madeToLook(stage)).isZero();
            assertThat(Files.size(stage.root().resolve(CacheKind.SUMMARIES.file())))
                    .isLessThan(MESSAGES * 200);
        }
        stage = reopened(stage);
        assertThat(madeToLook(stage)).isZero();
        stage.close();
    }

    @Test
    void aReaderGoesOnWhileTheFileIsMadeSmaller() throws Exception {
        try (Stage stage = open();
                Mailbox inbox = stage.inbox()) {
            fill(stage, inbox);
            try (Summaries reading = inbox.summaries()) {
                assertThat(reading.of(39)).isPresent();
                for (int round = 0; round < 10; round++) {
                    fill(stage, inbox);
                    UidSet all = inbox.refresh().uids();
                    inbox.expunge(UidSet.range(41, all.max()));
                }
                ByteBuffer last = reading.of(40).orElseThrow();
                assertThat(ISO_8859_1
                                .decode(last.slice(last.position() + 16, 17))
                                .toString())
                        .isEqualTo("message number 39");
            }
            assertThat(madeToLook(stage)).isZero();
        }
    }

    @Test
    void whateverBecomesOfTheFileTheSummariesAreRight() throws Exception {
        Stage stage = open();
        Path file = stage.root().resolve(CacheKind.SUMMARIES.file());
        try (Mailbox inbox = stage.inbox()) {
            fill(stage, inbox);
        }
        stage.close();
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(5);
        for (int round = 0; round < 60; round++) {
            byte[] bent = whole.clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                bent[random.nextInt(bent.length)] = (byte) random.nextInt();
            }
            int length = random.nextBoolean() ? bent.length : random.nextInt(bent.length);
            Files.write(file, Arrays.copyOf(bent, length));
            stage = open();
            StoreInvariants.check(stage.alice());
            try (Mailbox inbox = stage.inbox()) {
                assertThat(text(inbox, 1)).as("round %s", round).contains("message number 0");
            }
            stage.close();
        }
    }

    @Test
    void aMissingFileIsMadeAnew() throws Exception {
        Stage stage = open();
        try (Mailbox inbox = stage.inbox()) {
            fill(stage, inbox);
        }
        stage.close();
        Files.delete(stage.root().resolve(CacheKind.SUMMARIES.file()));
        stage = reopened(stage);
        assertThat(madeToLook(stage)).isEqualTo(MESSAGES);
        assertThat(madeToLook(stage)).isZero();
        stage.close();
    }

    @Test
    void anotherMailboxesFileIsNotBelieved() throws Exception {
        Stage stage = open();
        try (Mailbox inbox = stage.inbox();
                Mailbox sent = stage.alice().open(MailboxName.of("Sent"))) {
            fill(stage, inbox);
            stage.put(sent, "one that was sent", Flags.NONE);
        }
        stage.close();
        Path file = stage.root().resolve(CacheKind.SUMMARIES.file());
        Files.copy(
                file,
                stage.root().resolve(".Sent").resolve(CacheKind.SUMMARIES.file()),
                StandardCopyOption.REPLACE_EXISTING);
        stage = reopened(stage);
        assertThat(madeToLook(stage)).isEqualTo(1);
        try (Mailbox sent = stage.alice().open(MailboxName.of("Sent"))) {
            assertThat(text(sent, 1)).contains("one that was sent");
        }
        stage.close();
    }

    @Test
    void anotherVersionsSummariesAreForgotten() throws Exception {
        Stage stage = open();
        try (Mailbox inbox = stage.inbox()) {
            fill(stage, inbox);
        }
        stage.close();
        summarizer = new SampleSummarizer(2);
        stage = open();
        assertThat(madeToLook(stage)).isEqualTo(MESSAGES);
        stage.close();
    }

    @Test
    void noIndexMeansNoPlacesButNoHarm() throws Exception {
        Stage stage = open();
        try (Mailbox inbox = stage.inbox()) {
            fill(stage, inbox);
        }
        stage.close();
        Files.delete(stage.root().resolve(IndexFile.FILE));
        stage = reopened(stage);
        assertThat(madeToLook(stage)).isEqualTo(MESSAGES);
        stage = reopened(stage);
        assertThat(madeToLook(stage)).isZero();
        stage.close();
    }

    @Test
    void whatStandsInItsPlaceGivesWay() throws Exception {
        Stage stage = open();
        Path file = stage.root().resolve(CacheKind.SUMMARIES.file());
        stage.alice();
        Files.createDirectories(file.resolve("something"));
        try (Mailbox inbox = stage.inbox()) {
            fill(stage, inbox);
            assertThat(text(inbox, 3)).contains("message number 2");
        }
        stage.close();
    }
}
