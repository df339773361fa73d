package org.postern.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.MovableClock;
import org.postern.boot.ControlResponse.Status;
import org.postern.config.ConfigReader;
import org.postern.config.Settings;
import org.postern.store.Actor;
import org.postern.store.Arrival;
import org.postern.store.Flags;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.Spool;
import org.postern.store.SpooledMessage;
import org.postern.store.StoreException;
import org.postern.store.UidSet;
import org.postern.store.UserName;

/** {@code quota explain} over a real account whose mail came in the course of weeks. */
final class QuotaExplanationTest {
    private static final UserName ALICE = UserName.of("alice@localhost");
    private static final Actor LMTP = Actor.delivery("lmtp", "d7");
    private static final Actor IMAP = Actor.client("imap", "c1");
    private static final MailboxName JUNK = new MailboxName("Junk");

    @TempDir
    private Path dir;

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-01T12:00:00Z"));
    private Core core;

    @BeforeEach
    void open() throws Exception {
        Settings settings = new ConfigReader(() -> "mx.example")
                .read(
                        Optional.empty(),
                        Map.of(),
                        List.of("data-dir=" + dir.resolve("data"), "quota.rules=Trash: +10%,Junk: ignored"));
        core = Core.open(settings, Backend.MAILDIR, clock);
        assertThat(run("user.add", List.of("alice@localhost"), Map.of("password", "x", "quota", "10000"))
                        .status())
                .isEqualTo(Status.DONE);
    }

    @AfterEach
    void close() throws Exception {
        core.close();
    }

    private ControlResponse run(String operation, List<String> words, Map<String, String> options) {
        return new Operations(core).run(new ControlRequest(operation, words, options), InputStream.nullInputStream());
    }

    private List<String> explained() {
        ControlResponse response = run("quota.explain", List.of("alice@localhost"), Map.of());
        assertThat(response.status()).as(response.message()).isEqualTo(Status.DONE);
        return response.rows().stream()
                .map(row -> row.get("about") + "|" + row.get("what") + "|" + row.get("size") + "|" + row.get("messages")
                        + "|" + row.get("note"))
                .toList();
    }

    private void put(MailboxName name, Actor by, String subject, int size) throws StoreException {
        put(ALICE, name, by, subject, size);
    }

    private void put(UserName user, MailboxName name, Actor by, String subject, int size) throws StoreException {
        byte[] head = ("Subject: " + subject + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        try (Spool spool = core.store().spool();
                Mailbox mailbox = core.store().open(user, by).open(name)) {
            spool.write(ByteBuffer.wrap(head));
            spool.write(ByteBuffer.allocate(size - head.length));
            try (SpooledMessage message = spool.seal()) {
                mailbox.append(List.of(Arrival.last(message, Flags.NONE, clock.instant())));
            }
        }
    }

    /** What others of the domain store costs a walk through their accounts: of one that cannot be read the walk fails. */
    @Test
    void othersAreLookedAtOnlyForALimitOfTheDomain() throws Exception {
        addUser("bob@localhost");
        core.close();
        Files.createDirectories(core.settings().mailDir().resolve("localhost"));
        Files.createFile(core.settings().mailDir().resolve("localhost/bob"));
        core = Core.open(core.settings(), Backend.MAILDIR, clock);
        put(MailboxName.INBOX, IMAP, "mine", 100);
        assertThat(explained()).contains("limit|domain|unlimited||the domain has no quota");
        assertThat(run("domain.add", List.of("localhost"), Map.of("quota", "1M"))
                        .status())
                .isEqualTo(Status.DONE);
        assertThat(run("quota.explain", List.of("alice@localhost"), Map.of()).status())
                .isEqualTo(Status.FAILED);
    }

    @Test
    void aLimitOfTheDomainCountsOthersAndMakesNoAccounts() throws Exception {
        addUser("bob@localhost");
        addUser("carl@localhost");
        put(MailboxName.INBOX, IMAP, "mine", 100);
        put(UserName.of("bob@localhost"), MailboxName.INBOX, LMTP, "his", 200);
        assertThat(run("domain.add", List.of("localhost"), Map.of("quota", "1M"))
                        .status())
                .isEqualTo(Status.DONE);
        assertThat(explained()).contains("limit|domain|1048576||all its users together, who store 300");
        assertThat(accounts()).containsExactlyInAnyOrder("alice", "bob");
    }

    private void addUser(String address) {
        assertThat(run("user.add", List.of(address), Map.of("password", "x")).status())
                .isEqualTo(Status.DONE);
    }

    private List<String> accounts() throws IOException {
        try (Stream<Path> found = Files.list(core.settings().mailDir().resolve("localhost"))) {
            return found.map(path -> path.getFileName().toString()).toList();
        }
    }

    @Test
    void itSaysWhereTheMailIsHowItGrewAndWhenItIsFull() throws Exception {
        put(MailboxName.INBOX, IMAP, "an old one", 2100);
        put(MailboxName.INBOX, IMAP, "gone again", 100);
        clock.advance(Duration.ofDays(17));
        put(MailboxName.INBOX, LMTP, "a new one", 1400);
        put(JUNK, LMTP, "spam", 50_000);
        core.store()
                .open(ALICE, Actor.pop3("pop3", "p1"))
                .open(MailboxName.INBOX)
                .expunge(UidSet.of(2));
        clock.advance(Duration.ofDays(3));
        assertThatThrownBy(() -> put(MailboxName.INBOX, LMTP, "too large", 9000))
                .isInstanceOf(StoreException.class);
        assertThat(explained())
                .containsExactly(
                        "use|all folders|3500|2|35% of what may be stored",
                        "limit|storage|10000||the user's own",
                        "limit|messages||unlimited|quota.default-messages of the configuration",
                        "limit|folders||unlimited|quota.folders of the configuration",
                        "limit|messages of a folder||unlimited|quota.folder-messages of the configuration",
                        "limit|size of a message|unlimited||quota.message-size of the configuration",
                        "limit|grace|0||quota.grace of the configuration",
                        "limit|domain|unlimited||the domain has no quota",
                        "rule|Trash|||takes 10% more than the limit, by quota.rules of the configuration",
                        "rule|Junk|||counts for nothing, by quota.rules of the configuration",
                        "folder|Junk|50000|1|counts for nothing",
                        "folder|INBOX|3500|2|",
                        "message|Junk uid 1|50000|1|2026-11-18 spam",
                        "message|INBOX uid 1|2100|1|2026-11-01 an old one",
                        "message|INBOX uid 3|1400|1|2026-11-18 a new one",
                        "growth|last 7 days|1300|0|full on 2026-12-26 at that rate",
                        "growth|last 30 days|3500|2|full on 2026-12-28 at that rate, known since 2026-11-01",
                        "reason|delivery|51400|2|in the last 30 days",
                        "reason|append|2200|2|in the last 30 days",
                        "reason|pop3-dele|-100|-1|in the last 30 days",
                        "refused|2026-11-21T12:00:00Z|9000|1|for storage: lmtp d7 to INBOX");
    }

    @Test
    void rulesAndGraceComeFromTheUserTheDomainOrTheConfiguration() throws Exception {
        run("domain.add", List.of("localhost"), Map.of());
        run(
                "quota.set",
                List.of("localhost"),
                Map.of("quota-rules", "Trash: +20%, Lists:ignored", "quota-grace", "5M"));
        run("quota.set", List.of("alice@localhost"), Map.of("quota-rules", "Lists/own:+1M"));
        assertThat(explained())
                .contains(
                        "limit|grace|5242880||the domain's",
                        "rule|Lists/own|||takes 1M more than the limit, by the user's own rules",
                        "rule|Trash|||takes 20% more than the limit, by the domain's rules",
                        "rule|Lists|||counts for nothing, by the domain's rules",
                        "rule|Junk|||counts for nothing, by quota.rules of the configuration");

        core.store().open(ALICE).create(new MailboxName("Lists"), Optional.empty());
        put(new MailboxName("Lists"), LMTP, "it counts for nothing", 50_000);
        assertThat(explained()).contains("use|all folders|0|0|0% of what may be stored");

        run("quota.set", List.of("alice@localhost"), Map.of("quota-grace", "10%", "quota-rules", "default"));
        assertThat(explained())
                .contains("limit|grace|10%||the user's own")
                .noneMatch(row -> row.startsWith("rule|Lists/own"));
        assertThat(run("quota.set", List.of("localhost"), Map.of("quota-rules", "Trash"))
                        .message())
                .startsWith("quota-rules: must be rules like");
        assertThat(run("quota.set", List.of("localhost"), Map.of("messages", "5"))
                        .message())
                .isEqualTo("a domain has no limit of messages");
    }

    /** The last octet of the domain's pool is what counts for who shares it. */
    @Test
    void theDomainMayBeFullFirst() throws Exception {
        run("domain.add", List.of("localhost"), Map.of("quota", "2000"));
        put(MailboxName.INBOX, LMTP, "most of it", 1500);
        clock.advance(Duration.ofDays(5));
        assertThatThrownBy(() -> put(MailboxName.INBOX, LMTP, "too large", 600)).isInstanceOf(StoreException.class);
        assertThat(explained())
                .contains(
                        "limit|grace|0||quota.grace of the configuration",
                        "limit|domain|2000||all its users together, who store 1.5K",
                        "growth|last 7 days|1500|1|full on 2026-11-08 at that rate, known since 2026-11-01",
                        "refused|2026-11-06T12:00:00Z|600|1|for domain: lmtp d7 to INBOX");
    }

    @Test
    void whatAnotherProgramLaidThereCounts() throws Exception {
        put(MailboxName.INBOX, LMTP, "delivered", 100);
        assertThat(explained()).contains("folder|INBOX|100|1|");
        Path arrived = core.settings().mailDir().resolve("localhost/alice/new/1.another.host");
        Files.writeString(arrived, "Subject: by hand\r\n\r\n" + "x".repeat(1000));
        assertThat(explained())
                .contains("use|all folders|1120|2|11% of what may be stored", "folder|INBOX|1120|2|")
                .anyMatch(row -> row.matches("message.INBOX uid 2.1020.1.* by hand"));
    }

    @Test
    void messagesMayBeFullFirst() throws Exception {
        run("quota.set", List.of("alice@localhost"), Map.of("messages", "10"));
        put(MailboxName.INBOX, LMTP, "one", 100);
        put(MailboxName.INBOX, LMTP, "two", 100);
        clock.advance(Duration.ofDays(5));
        assertThat(explained())
                .contains("growth|last 7 days|200|2|full on 2026-11-26 at that rate, known since 2026-11-01");
        for (int n = 3; n < 10; n++) { // and a warning
            put(MailboxName.INBOX, LMTP, "more", 100);
        }
        assertThat(explained()).anyMatch(row -> row.matches("growth.last 7 days.*full now, known since 2026-11-01"));
    }

    @Test
    void aDomainIsShownWithWhatItsUsersStoreTogether() throws Exception {
        put(MailboxName.INBOX, LMTP, "some of it", 1500);
        assertThat(run("quota.show", List.of("localhost"), Map.of()).rows()).hasSize(1);
        run("domain.add", List.of("localhost"), Map.of("quota", "2000"));
        assertThat(run("quota.show", List.of("localhost"), Map.of()).rows())
                .contains(Map.of(
                        "address",
                        "localhost",
                        "used",
                        1500L,
                        "limit",
                        2000L,
                        "messages",
                        1L,
                        "message-limit",
                        "unlimited"));
        assertThat(run("quota.show", List.of("alice@localhost"), Map.of()).rows())
                .hasSize(1);
    }

    @Test
    void anEmptyAccountIsNotFull() {
        assertThat(explained())
                .contains(
                        "use|all folders|0|0|0% of what may be stored",
                        "growth|last 7 days|0|0|not full at that rate, known since 2026-11-01")
                .noneMatch(line -> line.startsWith("refused"));
    }
}
