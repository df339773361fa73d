package org.postern.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postern.auth.PlaintextPolicy;
import org.postern.imap.ImapDriver;
import org.postern.imap.ImapWorld;
import org.postern.imap.state.ImapLimits;
import org.postern.store.Account;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.StoreException;
import org.postern.store.StoreInvariants;
import org.postern.store.UserName;

/**
 * REPLACE, and APPEND of what is put together or encoded on the way (CATENATE, BINARY), by IMAP: each change to the disk
 * fails, finds it full, or is the last. What was answered with OK is there; a message is whole or not there; and of what is
 * replaced the old one stays until the new one is there.
 */
final class WritingFaultTest {
    /** Every change would take a minute; each kind of fault begins elsewhere. */
    private static final int STRIDE = Integer.getInteger("postern.test.fault-stride", 7);

    private static final String OLD = "Subject: old\r\n\r\nold\r\n";
    private static final String NEW = "Subject: new\r\n\r\nnew\r\n";
    private static final String CATENATED = "Subject: put together\r\n\r\nold\r\n";
    private static final String BINARY = "MIME-Version: 1.0\r\nContent-Type: application/octet-stream\r\n"
            + "Content-Transfer-Encoding: binary\r\n\r\n" + "a\0b".repeat(3000);
    /** NUL has become base64. */
    private static final Pattern ENCODED = Pattern.compile(
            "MIME-Version: 1.0\r\nContent-Type: application/octet-stream\r\n"
                    + "Content-Transfer-Encoding: base64\r\n\r\n([A-Za-z0-9+/]{76}\r\n){157}[A-Za-z0-9+/=]+\r\n?.*",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    @TempDir
    private Path temporary;

    /** What was there at the end, and which commands were answered with OK. */
    private record Outcome(List<String> texts, List<Boolean> done) {}

    private Stage open(String place, FileLayer files) throws StoreException {
        return Stage.open(
                temporary.resolve(place), new MaildirStore.Machine(files, (f, p) -> Lookout.NONE, Tuning.DEFAULT));
    }

    private static boolean says(ImapDriver driver, String command) {
        String answer = driver.isClosed() ? "" : driver.send(command + "\r\n");
        return answer.lines().anyMatch(line -> line.startsWith("x OK"));
    }

    private static String literal(String text) {
        return "{" + text.length() + "+}\r\n" + text;
    }

    private List<Boolean> talk(Stage stage) {
        List<Boolean> done = new ArrayList<>();
        try (ImapDriver driver = new ImapWorld(stage.store(), ImapLimits.DEFAULT, PlaintextPolicy.ALWAYS).connect()) {
            says(driver, "x LOGIN alice secret");
            done.add(says(driver, "x APPEND INBOX " + literal(OLD)));
            if (!done.get(0)) {
                return List.of(false, false, false, false, false); // what follows is about that message
            }
            done.add(says(driver, "x SELECT INBOX"));
            done.add(says(driver, "x APPEND INBOX ~" + literal(BINARY)));
            done.add(says(
                    driver,
                    "x APPEND INBOX CATENATE (TEXT " + literal("Subject: put together\r\n\r\n")
                            + " URL \"/INBOX/;UID=1/;SECTION=TEXT\")"));
            done.add(says(driver, "x UID REPLACE 1 INBOX " + literal(NEW)));
        }
        return List.copyOf(done);
    }

    private static List<String> texts(Stage stage) throws Exception {
        List<String> texts = new ArrayList<>();
        try (Mailbox inbox = account(stage).open(MailboxName.INBOX)) {
            for (var uids = inbox.refresh().uids().iterator(); uids.hasNext(); ) {
                texts.add(Stage.text(inbox, uids.nextLong()));
            }
        }
        return texts;
    }

    private static Account account(Stage stage) throws StoreException {
        return stage.store().open(UserName.of("alice@localhost"));
    }

    private static boolean isBinary(String text) {
        return ENCODED.matcher(text).matches();
    }

    private static void check(Outcome outcome) {
        List<String> texts = outcome.texts();
        List<Boolean> done = outcome.done();
        assertThat(texts)
                .allSatisfy(text -> assertThat(List.of(OLD, NEW, CATENATED).contains(text) || isBinary(text))
                        .as(text)
                        .isTrue());
        assertThat(texts).doesNotHaveDuplicates();
        boolean replaced = texts.contains(NEW);
        if (done.get(0)) {
            assertThat(replaced || texts.contains(OLD)).as("old or new").isTrue();
        }
        assertThat(texts.stream().anyMatch(WritingFaultTest::isBinary) || !done.get(2))
                .isTrue();
        assertThat(texts.contains(CATENATED) || !done.get(3)).isTrue();
        if (done.get(4)) {
            assertThat(replaced && !texts.contains(OLD)).as("new, not old").isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenIsWholeAndWhatIsReplacedIsThere(FaultyFiles.Fault fault) throws Exception {
        FaultyFiles sound = FaultyFiles.sound();
        try (Stage stage = open(fault + "-sound", sound)) {
            assertThat(talk(stage)).containsOnly(true);
            check(new Outcome(texts(stage), List.of(true, true, true, true, true)));
        }
        assertThat(sound.changes()).isGreaterThan(50);
        for (int at = 1 + fault.name().length() % STRIDE; at <= sound.changes(); at += STRIDE) {
            try {
                run(fault + "-" + at, new FaultyFiles(fault, at));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("change " + at + " of " + sound.changes() + ", " + fault, e);
            }
        }
    }

    private void run(String place, FaultyFiles files) throws Exception {
        List<Boolean> done;
        try (Stage stage = open(place, files)) {
            done = talk(stage);
        } catch (StoreException e) {
            return; // there was not even a store
        }
        try (Stage again = open(place, FaultyFiles.sound())) {
            check(new Outcome(texts(again), done));
            StoreInvariants.check(account(again));
        }
    }
}
