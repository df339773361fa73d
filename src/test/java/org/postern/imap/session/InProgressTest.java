package org.postern.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.auth.PlaintextPolicy;
import org.postern.imap.ImapDriver;
import org.postern.imap.ImapWorld;
import org.postern.imap.state.ImapLimits;
import org.postern.quota.QuotaLimits;
import org.postern.quota.QuotaListener;
import org.postern.quota.QuotaStore;
import org.postern.sharing.SharingStore;
import org.postern.store.MailStore;
import org.postern.store.StoreException;
import org.postern.store.maildir.MaildirSettings;
import org.postern.store.maildir.MaildirStore;

/** INPROGRESS within one call of the store (RFC 9585), with a clock on which each look takes a second. */
final class InProgressTest {
    private static final int MESSAGES = 30;

    @TempDir
    private Path temporary;

    private final AtomicLong seconds = new AtomicLong();
    private MailStore store;
    private ImapDriver driver;

    @BeforeEach
    void thirtyMessages() throws StoreException {
        MailStore files = MaildirStore.open(
                temporary.resolve("mail"), MaildirSettings.of("test"), Clock.systemUTC(), new Random(1));
        store = new SharingStore(new QuotaStore(files, QuotaLimits.UNLIMITED, QuotaListener.NONE), user -> false);
        driver = new ImapWorld(
                        store,
                        ImapLimits.DEFAULT,
                        PlaintextPolicy.ALWAYS,
                        () -> ImapWorld.NOW.plusSeconds(seconds.incrementAndGet()))
                .login();
        driver.send("x APPEND INBOX" + " {1+}\r\nm".repeat(MESSAGES) + "\r\nx ENABLE IMAP4rev2\r\nx SELECT INBOX\r\n");
    }

    @AfterEach
    void close() {
        driver.close();
        store.close();
    }

    /** What a command tells of its progress, before anything else. */
    private List<String> told(String command, int goal) {
        List<String> lines = driver.send("7 " + command + "\r\n").lines().toList();
        String line = "\\* OK \\[INPROGRESS \\(\"7\" \\d+ " + goal + "\\)] Still at work";
        List<String> told = lines.stream().takeWhile(text -> text.matches(line)).toList();
        assertThat(lines.subList(told.size(), lines.size())).noneMatch(text -> text.contains("INPROGRESS"));
        assertThat(lines.get(lines.size() - 1)).startsWith("7 OK");
        return told;
    }

    @Test
    void whatTakesLongIsToldOf() {
        assertThat(told("STORE 1:* +FLAGS.SILENT (\\Deleted)", MESSAGES)).hasSizeGreaterThan(1);
        assertThat(told("COPY 1:* Archive", MESSAGES)).hasSizeGreaterThan(1);
        assertThat(told("APPEND Archive" + " {1+}\r\nm".repeat(MESSAGES), MESSAGES))
                .isNotEmpty();
        assertThat(told("UID EXPUNGE 1:5", 5)).isEmpty();
        assertThat(told("EXPUNGE", MESSAGES - 5)).isNotEmpty();
        driver.send("x SELECT Archive\r\n");
        assertThat(told("MOVE 1:30 INBOX", 2 * MESSAGES)).hasSizeGreaterThan(3);
    }

    @Test
    void whatIsQuickIsNot() {
        assertThat(told("STORE 1:5 +FLAGS.SILENT (\\Seen)", 5)).isEmpty();
        assertThat(told("FETCH 1:5 (BODY[])", 5)).isEmpty();
    }
}
