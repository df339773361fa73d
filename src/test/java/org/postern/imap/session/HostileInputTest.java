package org.postern.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.postern.imap.ImapDriver;
import org.postern.imap.ImapWorld;

/** Commands bent at random, in every state: each gets exactly one completion, and the session never loses step. */
final class HostileInputTest {
    private static final List<String> COMMANDS = List.of(
            "CAPABILITY",
            "NOOP",
            "STARTTLS",
            "LOGIN alice secret",
            "LOGIN \"alice\" {6+}\r\nsecret",
            "AUTHENTICATE PLAIN",
            "AUTHENTICATE PLAIN AGFsaWNlAHNlY3JldA==",
            "ENABLE UTF8=ACCEPT",
            "SELECT INBOX",
            "EXAMINE \"INBOX\"",
            "SELECT INBOX",
            "SELECT INBOX",
            "CREATE Work/x",
            "CREATE y (USE (\\Important))",
            "DELETE y",
            "RENAME Work/x z",
            "SUBSCRIBE z",
            "UNSUBSCRIBE z",
            "LIST \"\" *",
            "LIST (SUBSCRIBED RECURSIVEMATCH) \"\" (% a*) RETURN (CHILDREN)",
            "LIST \"\" % RETURN (STATUS (MESSAGES SIZE))",
            "LSUB \"\" %",
            "NAMESPACE",
            "STATUS INBOX (MESSAGES RECENT)",
            "APPEND INBOX (\\Seen a) \"01-Feb-1994 21:52:25 +0100\" {12+}\r\nA: b\r\n\r\nbody",
            "APPEND INBOX {12}",
            "APPEND INBOX {12+}\r\nA: b\r\n\r\nbody",
            "IDLE",
            "CLOSE",
            "UNSELECT",
            "EXPUNGE",
            "UID EXPUNGE 1:5",
            "CHECK",
            "STORE 1:* +FLAGS.SILENT (\\Deleted x)",
            "UID STORE 1,3:* FLAGS (\\Seen)",
            "COPY 1 Sent",
            "UID MOVE 1:2 Trash",
            "FETCH 1:* (FLAGS UID ENVELOPE BODYSTRUCTURE)",
            "FETCH 1 BODY.PEEK[HEADER.FIELDS (A B)]<0.5>",
            "FETCH * FULL",
            "UID FETCH 1:* BINARY.PEEK[1]",
            "SEARCH OR SEEN NOT (TEXT body 1:*)",
            "SEARCH RETURN (MIN COUNT SAVE) ALL",
            "SEARCH CHARSET UTF-8 SUBJECT {1+}\r\na",
            "FETCH $ FLAGS",
            "ID (\"name\" NIL)",
            "GETQUOTAROOT INBOX",
            "GETQUOTA \"\"",
            "SETQUOTA \"\" (STORAGE 1)",
            "UID",
            "FOO BAR");

    private static final String BENDS = "(){}[]<>\"\\%*$+-~.,:&/ 0195aZ\t\u00e4\0";
    private static final Pattern UNWAITED = Pattern.compile("\\{([0-9]{1,4})\\+}\r\n", Pattern.DOTALL);

    private final ImapWorld world = new ImapWorld();

    @Test
    void everyCommandGetsOneCompletion() {
        for (int seed = 0; seed < 150; seed++) {
            converse(new Random(seed), "seed " + seed);
        }
    }

    private void converse(Random random, String seed) {
        ImapDriver driver = random.nextInt(5) == 0 ? world.connect() : world.login();
        for (int i = 0; i < 60 && !driver.isClosed() && !driver.wantsTls(); i++) {
            String tag = "t" + i;
            String command = tag + " " + bent(COMMANDS.get(random.nextInt(COMMANDS.size())), random) + "\r\n";
            String answer = driver.send(wellFramed(command));
            for (int n = 0; n < 5 && completions(answer, tag) == 0 && !driver.isClosed(); n++) {
                assertThat(answer).as("%s: %s", seed, command).contains("+ ");
                answer += driver.send(n == 0 ? "A: b\r\n\r\nbody\r\n" : n == 1 ? "*\r\n" : "DONE\r\n");
            }
            assertThat(completions(answer, tag)).as("%s: %s", seed, command).isEqualTo(1);
            resynchronise(driver, seed + ": " + command);
        }
        driver.close();
    }

    /** Whatever was left over of a bent literal is answered as a command of its own at most. */
    private static void resynchronise(ImapDriver driver, String what) {
        if (!driver.isClosed() && !driver.wantsTls()) {
            String answer = driver.send("sync NOOP\r\n");
            if (completions(answer, "sync") == 0 && !driver.isClosed()) {
                answer += driver.send("sync NOOP\r\n" + "x".repeat(20) + "\r\nsync NOOP\r\n");
            }
            assertThat(driver.isClosed() || completions(answer, "sync") > 0)
                    .as(what + answer)
                    .isTrue();
        }
    }

    /** Replaces, inserts or removes up to three characters. */
    private static String bent(String command, Random random) {
        StringBuilder text = new StringBuilder(command);
        for (int n = random.nextInt(4); n > 0 && text.length() > 0; n--) {
            int at = random.nextInt(text.length());
            if ("\r\n".indexOf(text.charAt(at)) >= 0) {
                continue;
            }
            char c = BENDS.charAt(random.nextInt(BENDS.length()));
            switch (random.nextInt(3)) {
                case 0 -> text.setCharAt(at, c);
                case 1 -> text.insert(at, c);
                default -> text.deleteCharAt(at);
            }
        }
        return text.toString();
    }

    /** Gives every literal that is not waited for as many octets as it announces, as any client would. */
    private static String wellFramed(String command) {
        Matcher literal = UNWAITED.matcher(command);
        if (!literal.find()) {
            return command.replace("\r\n", " ").trim() + "\r\n";
        }
        int size = Integer.parseInt(literal.group(1));
        return command.substring(0, literal.end()).replaceAll("\r\n(?=.)", " ") + "x".repeat(size) + "\r\n";
    }

    private static long completions(String answer, String tag) {
        return answer.lines()
                .filter(line -> line.matches(tag + " (OK|NO|BAD) .*"))
                .count();
    }
}
