package org.postern.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.MovableClock;
import org.postern.Property;
import org.postern.auth.PlaintextPolicy;
import org.postern.imap.ImapWorld;
import org.postern.imap.session.RandomClient.Moment;
import org.postern.imap.session.RandomClient.Trait;
import org.postern.imap.state.ImapLimits;
import org.postern.pop3.RandomPopClient;
import org.postern.store.MailStore;
import org.postern.store.MailboxName;
import org.postern.store.SpecialUse;
import org.postern.store.StoreException;
import org.postern.store.maildir.MaildirSettings;
import org.postern.store.maildir.MaildirStore;
import org.postern.store.memory.MemoryStore;

/**
 * A POP3 session and two IMAP sessions in the same mailboxes, while days pass: POP3's messages stand still, IMAP is told what is
 * true, ids stay, and nothing goes but what one of them removed. Seeds from 1 on; {@code -Dpostern.sessions.seeds=N} runs
 * as many.
 */
final class Pop3BesideImapTest {
    private static final int SEEDS = Integer.getInteger("postern.sessions.seeds", 100);
    private static final int STEPS = 60;
    /** Lines of a message that is mostly not small. */
    private static final int LARGE = 200;
    /** Octets. */
    private static final int KEEP_SMALL = 300;

    private static final List<Set<Trait>> KINDS = List.of(
            EnumSet.noneOf(Trait.class), EnumSet.of(Trait.QRESYNC), EnumSet.of(Trait.NOTIFIED), EnumSet.of(Trait.REV2));

    @TempDir
    private Path dir;

    /** What somebody does, chosen by the seed: POP3, one of the IMAP clients, or the clock. */
    private record Step(long kinds, int who, long seed) {}

    @Test
    void bothAreToldWhatIsTrueInMemory() {
        Property.holds(SEEDS, Pop3BesideImapTest::steps, steps -> {
            Days days = new Days();
            run(steps, new MemoryStore(days.clock), days);
        });
    }

    @Test
    void bothAreToldWhatIsTrueInAMaildir() {
        Property.holds(Math.max(1, SEEDS / 10), Pop3BesideImapTest::steps, steps -> {
            Days days = new Days();
            Path mail = Files.createTempDirectory(dir, "mail");
            MaildirSettings settings = MaildirSettings.of("h.example").withKeepSmall(KEEP_SMALL);
            run(steps, MaildirStore.open(mail, settings, days.clock, new SecureRandom()), days);
        });
    }

    private static List<Step> steps(Random random) {
        List<Step> steps = new ArrayList<>();
        long kinds = random.nextLong();
        for (int i = 0; i < STEPS; i++) {
            steps.add(new Step(kinds, random.nextInt(10), random.nextLong()));
        }
        return steps;
    }

    private static void run(List<Step> steps, MailStore store, Days days) throws Exception {
        try (store) {
            ImapWorld world = new ImapWorld(store, ImapLimits.DEFAULT, PlaintextPolicy.ONLY_WITH_TLS);
            createIfMissing(world, "Other", Optional.empty());
            createIfMissing(world, "Trash", Optional.of(SpecialUse.TRASH));
            Random kinds = new Random(steps.isEmpty() ? 0 : steps.get(0).kinds());
            RandomPopClient pop = new RandomPopClient(
                    store, world.alice(), ImapWorld.authenticator(), RandomPopClient.anyPolicy(kinds), days.clock);
            List<RandomClient> clients = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                clients.add(new RandomClient(world.login(), world.alice(), KINDS.get(kinds.nextInt(KINDS.size()))));
                clients.get(i).select("SELECT INBOX", "INBOX");
            }
            for (int i = 0; i < 5; i++) {
                append(clients.get(0), new Random(i), days);
            }
            for (Step step : steps) {
                Random random = new Random(step.seed());
                switch (step.who()) {
                    case 0, 1, 2, 3, 4 -> pop.act(random);
                    case 5, 6, 7, 8 -> imap(clients.get(step.who() % 2), random, days);
                    default -> days.clock.advance(Duration.ofHours(20));
                }
                for (RandomClient client : clients) {
                    client.wakeUp();
                }
            }
            for (RandomClient client : clients) {
                client.run("NOOP", Moment.OTHERWISE);
                client.requireUpToDate();
            }
        }
    }

    private static void createIfMissing(ImapWorld world, String name, Optional<SpecialUse> use) throws StoreException {
        MailboxName mailbox = MailboxName.of(name);
        boolean missing =
                world.alice().mailboxes().stream().noneMatch(e -> e.name().equals(mailbox));
        if (missing) {
            world.alice().create(mailbox, use);
        }
    }

    private static void append(RandomClient client, Random random, Days days) throws StoreException {
        String line = ".".repeat(random.nextInt(3)) + (random.nextBoolean() ? "text" : "") + "\r\n";
        int lines = random.nextInt(4) == 0 ? LARGE + random.nextInt(LARGE) : random.nextInt(3);
        String text = "N: " + random.nextInt(1000) + "\r\n\r\n" + line.repeat(lines) + "text\r\n";
        String command = "APPEND " + (random.nextInt(3) == 0 ? "Other" : "INBOX") + " \"" + days.received() + "\" {"
                + text.length() + "+}\r\n" + text;
        assertThat(client.run(command, Moment.OTHERWISE)).contains(" OK ");
    }

    private static void imap(RandomClient client, Random random, Days days) throws StoreException {
        switch (random.nextInt(7)) {
            case 0, 1 -> append(client, random, days);
            case 2 -> onSome(client, random, "UID STORE ", " +FLAGS (\\Deleted)");
            case 3 -> assertThat(client.run("EXPUNGE", Moment.OTHERWISE)).contains(" OK ");
            case 4 -> onSome(client, random, "UID MOVE ", random.nextBoolean() ? " Other" : " INBOX");
            case 5 -> onSome(client, random, "UID COPY ", random.nextBoolean() ? " Other" : " INBOX");
            default -> {
                assertThat(client.run("NOOP", Moment.OTHERWISE)).contains(" OK ");
                client.requireUpToDate();
            }
        }
    }

    private static void onSome(RandomClient client, Random random, String command, String rest) throws StoreException {
        if (client.size() > 0) {
            long uid = client.uid(1 + random.nextInt(client.size()));
            assertThat(client.run(command + uid + rest, Moment.OTHERWISE)).doesNotContain(" BAD ");
        }
    }

    /** The time, and the dates that messages bring along. */
    private static final class Days {
        private final MovableClock clock = new MovableClock(ImapWorld.NOW);
        private long arrivals;

        /** A date of arrival that no other message has, in any order. */
        String received() {
            long second = ++arrivals * 7 % 60;
            return "%2d-Nov-2026 10:%02d:%02d +0000".formatted(1 + arrivals % 9, arrivals / 9 % 60, second);
        }
    }
}
