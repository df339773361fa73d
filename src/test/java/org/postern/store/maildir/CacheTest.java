package org.postern.store.maildir;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.postern.store.maildir.CachedMail.MESSAGES;
import static org.postern.store.maildir.CachedMail.bent;
import static org.postern.store.maildir.CachedMail.fill;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
import org.postern.store.UidSet;

/** The cache is only ever faster: whatever becomes of its file, the summaries are those of the messages. */
final class CacheTest {
    private final CachedMail mail;
    private SampleSummarizer summarizer = new SampleSummarizer(1);

    CacheTest(@TempDir Path temporary) {
        this.mail = new CachedMail(temporary, () -> MaildirSettings.of("test").withSummarizer(summarizer));
    }

    /** With a summarizer that counts anew. */
    private Stage opened() throws StoreException {
        summarizer = new SampleSummarizer(summarizer.version());
        return mail.open();
    }

    private Stage reopened(Stage stage) throws StoreException {
        stage.close();
        return opened();
    }

    /** The invariants look at every summary. Returns how many had to be made for it. */
    private int madeToLook(Stage stage) throws StoreException, IOException {
        int before = summarizer.made();
        StoreInvariants.check(stage.alice());
        return summarizer.made() - before;
    }

    /** What of the message a summary holds, up to the end of its first line. */
    private static Optional<String> text(Mailbox inbox, long uid) throws StoreException {
        try (Summaries summaries = inbox.summaries()) {
            return summaries.of(uid).map(CacheTest::firstLine);
        }
    }

    private static String firstLine(ByteBuffer summary) {
        String text = ISO_8859_1
                .decode(summary.slice(summary.position() + 16, summary.remaining() - 16))
                .toString();
        return text.lines().findFirst().orElse("");
    }

    @Test
    void arrivalsAreSummarizedOnceAndForEver() throws Exception {
        Stage stage = mail.open();
        try (Mailbox inbox = stage.inbox()) {
            fill(stage, inbox);
            assertThat(summarizer.made()).isEqualTo(MESSAGES);
            assertThat(text(inbox, 7)).contains("message number 7");
            assertThat(madeToLook(stage)).isZero();
        }
        stage = reopened(stage);
        assertThat(madeToLook(stage)).isZero();
        stage.close();
    }

    @Test
    void anOddMessageIsLookedAtOnce() throws Exception {
        try (Stage stage = mail.open();
                Mailbox inbox = stage.inbox()) {
            long uid = stage.put(inbox, "odd one", Flags.NONE);
            assertThat(text(inbox, uid)).isEmpty();
            assertThat(text(inbox, uid)).isEmpty();
            assertThat(summarizer.made()).isEqualTo(1);
        }
    }

    @Test
    void whatOthersDeliverIsSummarizedWhenAskedFor() throws Exception {
        Stage stage = mail.open();
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
        Stage stage = mail.open();
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
        Stage stage = mail.open();
        try (Mailbox inbox = stage.inbox()) {
            for (int round = 0; round < 20; round++) {
                fill(stage, inbox);
                UidSet all = inbox.refresh().uids();
                inbox.expunge(UidSet.range(all.min(), all.max() - 5));
            }
            assertThat(madeToLook(stage)).isZero();
            assertThat(Files.size(mail.file(CacheKind.SUMMARIES))).isLessThan(MESSAGES * 200);
        }
        stage = reopened(stage);
        assertThat(madeToLook(stage)).isZero();
        stage.close();
    }

    @Test
    void aReaderGoesOnWhileTheFileIsMadeSmaller() throws Exception {
        try (Stage stage = mail.open();
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
                assertThat(firstLine(last)).isEqualTo("message number 40");
            }
            assertThat(madeToLook(stage)).isZero();
        }
    }

    @Test
    void whateverBecomesOfTheFileTheSummariesAreRight() throws Exception {
        mail.fillAndClose();
        Path file = mail.file(CacheKind.SUMMARIES);
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(5);
        for (int round = 0; round < 60; round++) {
            Files.write(file, bent(whole, random, 4));
            Stage stage = mail.open();
            StoreInvariants.check(stage.alice());
            try (Mailbox inbox = stage.inbox()) {
                assertThat(text(inbox, 1)).as("round %s", round).contains("message number 1");
            }
            stage.close();
        }
    }

    @Test
    void aMissingFileIsMadeAnew() throws Exception {
        mail.fillAndClose();
        Files.delete(mail.file(CacheKind.SUMMARIES));
        Stage stage = opened();
        assertThat(madeToLook(stage)).isEqualTo(MESSAGES);
        assertThat(madeToLook(stage)).isZero();
        stage.close();
    }

    @Test
    void anotherMailboxesFileIsNotBelieved() throws Exception {
        Stage stage = mail.open();
        try (Mailbox inbox = stage.inbox();
                Mailbox sent = stage.alice().open(MailboxName.of("Sent"))) {
            fill(stage, inbox);
            stage.put(sent, "one that was sent", Flags.NONE);
        }
        stage.close();
        Files.copy(
                mail.file(CacheKind.SUMMARIES),
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
        mail.fillAndClose();
        summarizer = new SampleSummarizer(2);
        Stage stage = mail.open();
        assertThat(madeToLook(stage)).isEqualTo(MESSAGES);
        stage.close();
    }

    @Test
    void noIndexMeansNoPlacesButNoHarm() throws Exception {
        mail.fillAndClose();
        Files.delete(mail.file(IndexFile.FILE));
        Stage stage = opened();
        assertThat(madeToLook(stage)).isEqualTo(MESSAGES);
        stage = reopened(stage);
        assertThat(madeToLook(stage)).isZero();
        stage.close();
    }

    @Test
    void whatStandsInItsPlaceGivesWay() throws Exception {
        Stage stage = mail.open();
        stage.alice();
        Files.createDirectories(mail.file(CacheKind.SUMMARIES).resolve("something"));
        try (Mailbox inbox = stage.inbox()) {
            fill(stage, inbox);
            assertThat(text(inbox, 3)).contains("message number 3");
        }
        stage.close();
    }
}
