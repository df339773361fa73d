package org.postern.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.postern.imap.ImapDriver;
import org.postern.imap.ImapWorld;

/** Sessions that work on one mailbox at random; each client believes what it is told and must never be told wrong. */
final class SeveralSessionsTest {
    private static final List<String> COUNTING = List.of(
            "STORE %d +FLAGS.SILENT (\\Deleted)",
            "STORE %d FLAGS (\\Seen)",
            "FETCH 1:%d (UID FLAGS)",
            "SEARCH 1:%d",
            "COPY %d Trash",
            "STORE 1:* -FLAGS (\\Seen)",
            "FETCH %d BODY[]");
    private static final List<String> OTHER = List.of(
            "NOOP",
            "EXPUNGE",
            "UID FETCH 1:* (FLAGS)",
            "UID STORE 1:* +FLAGS (a)",
            "MOVE %d Trash",
            "UID COPY 1:* Trash",
            "APPEND INBOX (\\Seen) {9+}\r\nA: b\r\n\r\nc",
            "UID SEARCH ALL",
            "COPY %d INBOX");

    @Test
    void nobodyIsToldWrong() {
        for (int seed = 0; seed < 25; seed++) {
            Random random = new Random(seed);
            ImapWorld world = new ImapWorld();
            List<Client> clients = List.of(new Client(world, seed), new Client(world, seed), new Client(world, seed));
            for (int i = 0; i < 150; i++) {
                clients.get(random.nextInt(clients.size())).act(random);
            }
            clients.forEach(client -> client.command("NOOP"));
            clients.forEach(client -> client.command("FETCH 1:* UID"));
            assertThat(clients)
                    .as("seed %d", seed)
                    .allSatisfy(c -> assertThat(c.uids).isEqualTo(clients.get(0).uids));
        }
    }

    /** A client and what it believes: the UID of each message, 0 while it has not been told. */
    private static final class Client {
        private static final Pattern UNTAGGED =
                Pattern.compile("\\* (\\d+) (EXISTS|EXPUNGE|FETCH)(?: \\(UID (\\d+).*)?.*");

        private final int seed;
        private final ImapDriver driver;
        private final List<Long> uids = new ArrayList<>();
        private int tag;

        Client(ImapWorld world, int seed) {
            this.seed = seed;
            this.driver = world.login();
            command("SELECT INBOX");
        }

        void act(Random random) {
            boolean counting = random.nextBoolean() && !uids.isEmpty();
            List<String> commands = counting ? COUNTING : OTHER;
            String template = commands.get(random.nextInt(commands.size()));
            if (template.contains("%d") && uids.isEmpty()) {
                return;
            }
            command(template.replace("%d", Integer.toString(1 + random.nextInt(Math.max(1, uids.size())))));
        }

        void command(String text) {
            String answer = driver.send("t" + ++tag + " " + text + "\r\n");
            String what = "seed " + seed + ": " + text + "\n" + answer;
            assertThat(answer.lines().toList()).as(what).last().asString().matches("t" + tag + " (OK|NO) .*");
            boolean counts = COUNTING.stream().anyMatch(c -> c.substring(0, 4).equals(text.substring(0, 4)))
                    && !text.endsWith("INBOX");
            answer.lines().forEach(line -> believe(line, counts, what));
        }

        private void believe(String line, boolean counts, String what) {
            Matcher m = UNTAGGED.matcher(line);
            if (!m.matches()) {
                return;
            }
            int number = Integer.parseInt(m.group(1));
            switch (m.group(2)) {
                case "EXPUNGE" -> {
                    assertThat(counts).as(what).isFalse();
                    assertThat(number).as(what).isBetween(1, uids.size());
                    uids.remove(number - 1);
                }
                case "EXISTS" -> {
                    assertThat(number).as(what).isGreaterThanOrEqualTo(uids.size());
                    while (uids.size() < number) {
                        uids.add(0L);
                    }
                }
                default -> fetched(number, m.group(3) == null ? 0 : Long.parseLong(m.group(3)), what);
            }
        }

        private void fetched(int number, long uid, String what) {
            assertThat(number).as(what).isBetween(1, uids.size());
            if (uid > 0) {
                assertThat(uids.get(number - 1)).as(what).isIn(0L, uid);
                uids.set(number - 1, uid);
            }
        }
    }
}
