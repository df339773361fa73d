package org.postern.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.MailboxSnapshot;
import org.postern.store.StoreInvariants;
import org.postern.store.SystemFlag;

/**
 * A process is killed while it works, again and again on one directory: what it acknowledged is there once, small or
 * large, flags hold, and no UID ever means two messages. A hundred times with {@code -Dpostern.test.crash-rounds=100}.
 */
final class CrashTest {
    private static final int ROUNDS = Integer.getInteger("postern.test.crash-rounds", 4);

    @TempDir
    private Path temporary;

    private final Map<String, Long> placed = new HashMap<>();
    private final Set<String> flagged = new HashSet<>();
    private final Map<String, Long> moved = new HashMap<>();
    /** In the hands of the process when it was killed: may have happened or not. */
    private final Set<String> moving = new HashSet<>();

    private final Set<String> removing = new HashSet<>();
    private final Set<String> removed = new HashSet<>();
    /** Every UID of INBOX and of Sent that was ever seen, and what it was. */
    private final Map<String, String> uids = new HashMap<>();

    @Test
    void whatWasAcknowledgedHoldsAfterAKill() throws Exception {
        Random random = new Random(4);
        for (int round = 1; round <= ROUNDS; round++) {
            int before = placed.size();
            kill(round, 40 + random.nextInt(400));
            assertThat(placed.size()).as("placed in round %s", round).isGreaterThan(before);
            check();
        }
        assertThat(removed).isNotEmpty();
        assertThat(moved).isNotEmpty();
    }

    /** Lets a process work until it has said so many lines. */
    private void kill(int round, int lines) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashChild.class.getName(),
                        temporary.resolve("mail").toString(),
                        "r" + round)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            int n = 0;
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                if (++n == lines) {
                    process.toHandle().destroyForcibly(); // what was said already can still be read
                }
                note(line.split(" ", -1), line);
            }
            assertThat(n).as("lines said").isGreaterThanOrEqualTo(lines);
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    private void note(String[] words, String line) {
        boolean whole = words.length == (Set.of("placed", "moved").contains(words[0]) ? 3 : 2);
        if (!whole) {
            assertThat(line).as("last words").doesNotStartWith("failed");
            return;
        }
        switch (words[0]) {
            case "placed" -> placed.put(words[1], Long.parseLong(words[2]));
            case "flagged" -> flagged.add(words[1]);
            case "moving" -> moving.add(words[1]);
            case "moved" -> moved.put(words[1], Long.parseLong(words[2]));
            case "removing" -> removing.add(words[1]);
            case "removed" -> removed.add(words[1]);
            default -> throw new AssertionError(line);
        }
    }

    private void check() throws Exception {
        try (Stage stage = Stage.open(temporary.resolve("mail"))) {
            StoreInvariants.check(stage.alice());
            Map<String, Long> inbox = read(stage, "INBOX");
            Map<String, Long> sent = read(stage, "Sent");
            placed.forEach((tag, uid) -> {
                boolean mayBeGone = removing.contains(tag) || moving.contains(tag);
                if (!mayBeGone) {
                    assertThat(inbox).as("acknowledged").containsEntry(tag, uid);
                }
                if (moving.contains(tag)) {
                    assertThat(inbox.containsKey(tag) || sent.containsKey(tag))
                            .as("moving %s", tag)
                            .isTrue();
                } else {
                    assertThat(sent).doesNotContainKey(tag);
                }
            });
            assertThat(inbox).doesNotContainKeys(removed.toArray(String[]::new));
            assertThat(inbox).doesNotContainKeys(moved.keySet().toArray(String[]::new));
            assertThat(sent).containsAllEntriesOf(moved);
        }
    }

    private Map<String, Long> read(Stage stage, String name) throws Exception {
        Map<String, Long> found = new HashMap<>();
        try (Mailbox mailbox = stage.alice().open(new MailboxName(name))) {
            MailboxSnapshot now = mailbox.refresh();
            for (int row = 0; row < now.size(); row++) {
                long uid = now.uid(row);
                String tag = Tagged.tag(Stage.text(mailbox, uid));
                assertThat(found.put(tag, uid)).as("twice in %s: %s", name, tag).isNull();
                assertThat(uids.putIfAbsent(name + uid, tag))
                        .as("UID %s in %s", uid, name)
                        .isIn(null, tag);
                if (flagged.contains(tag)) {
                    assertThat(now.flags(row).has(SystemFlag.FLAGGED)).as(tag).isTrue();
                }
            }
        }
        return found;
    }
}
