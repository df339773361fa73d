package org.postern.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.postern.imap.ImapDriver;
import org.postern.imap.ImapWorld;

/**
 * Commands of all transcripts, mutated, from a client that keeps to the rules of literals: whatever it sends, the tagged NOOP
 * behind it is answered OK, or the server has said BYE.
 */
final class MutatedCommandsTest {
    private static final Path SCRIPTS = Path.of("src/test/resources/transcripts/imap");
    private static final Pattern SENT = Pattern.compile("[A-Z][>?] \\S+ ([A-Za-z]+(?: .*)?)");
    private static final Pattern LITERAL = Pattern.compile("\\{(\\d+)(\\+?)}$");
    private static final int SEEDS = 120;
    private static final int COMMANDS_EACH = 60;
    /** A client of such a size would only make this slow. */
    private static final int LONGEST_LITERAL = 100_000;

    private final ImapWorld world = new ImapWorld();
    private final List<String> commands = commands();

    private static List<String> commands() {
        List<String> commands = new ArrayList<>();
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            for (Path file : files.sorted().toList()) {
                for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
                    Matcher sent = SENT.matcher(line);
                    if (sent.matches()) {
                        commands.add(sent.group(1)
                                .replaceAll("\\{@(\\+?)[^}]*}", "{12$1}")
                                .replaceAll("\\{[^0-9}][^}]*}", "x")
                                .replaceAll("<[a-z]+>", "1"));
                    }
                }
            }
            return commands;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void noMutationPutsASessionOutOfStep() {
        assertThat(commands).hasSizeGreaterThan(500);
        for (int seed = 1; seed <= SEEDS; seed++) {
            try {
                converse(new Random(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private void converse(Random random) {
        ImapDriver driver = random.nextInt(8) == 0 ? world.connect() : world.login();
        driver.send("s SELECT INBOX\r\n");
        for (int i = 0; i < COMMANDS_EACH && !driver.isClosed() && !driver.wantsTls(); i++) {
            String line = "t" + i + " " + mutated(random);
            String answer = sendAsClientsDo(driver, line);
            if (!driver.wantsTls()) {
                String tag = "noop" + i;
                answer += driver.isClosed() ? "" : driver.send(tag + " NOOP\r\n");
                assertThat(answer)
                        .as(line)
                        .containsAnyOf("\r\n" + tag + " OK ", "* BYE ")
                        .doesNotContain(tag + " BAD");
            }
        }
        driver.close();
    }

    /** Octets that were announced follow, and where the server asks to go on without there being any, it is told no. */
    private static String sendAsClientsDo(ImapDriver driver, String line) {
        StringBuilder answer = new StringBuilder("\r\n");
        String rest = line;
        while (!driver.isClosed()) {
            Matcher literal = LITERAL.matcher(rest);
            boolean announces = literal.find();
            int size = announces ? (int) Math.min(Long.parseLong(cut(literal.group(1))), LONGEST_LITERAL + 1) : 0;
            if (size > LONGEST_LITERAL) {
                rest = "NOOP";
                announces = false;
            }
            String told = driver.send(rest + "\r\n");
            answer.append(told);
            boolean asked = told.startsWith("+ ") || told.contains("\r\n+ ");
            if (announces && (asked || !literal.group(2).isEmpty())) {
                answer.append(driver.send("x".repeat(size)));
                rest = "";
            } else if (asked) {
                rest = told.contains("+ idling") ? "DONE" : "*";
            } else {
                return answer.toString();
            }
        }
        return answer.toString();
    }

    private static String cut(String digits) {
        return digits.substring(0, Math.min(digits.length(), 15));
    }

    private String mutated(Random random) {
        StringBuilder text = new StringBuilder(any(random));
        for (int n = random.nextInt(5); n > 0 && text.length() > 1; n--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(7)) {
                case 0 -> text.setCharAt(at, octet(random));
                case 1 -> text.insert(at, octet(random));
                case 2 -> text.deleteCharAt(at);
                case 3 -> text.setLength(at);
                case 4 -> text.insert(at, text.substring(at));
                case 5 -> text.replace(at, text.length(), tail(any(random), random));
                default -> text.insert(at, String.valueOf(text.charAt(at)).repeat(random.nextInt(300)));
            }
        }
        return text.toString();
    }

    private String any(Random random) {
        return commands.get(random.nextInt(commands.size()));
    }

    private static String tail(String text, Random random) {
        return text.substring(random.nextInt(text.length() + 1));
    }

    /** Any but those that end a line, which would make two commands of one. */
    private static char octet(Random random) {
        String bends = "(){}[]<>\"\\%*$+-~.,:&/ 0195aZ\t\0";
        char any = random.nextBoolean() ? bends.charAt(random.nextInt(bends.length())) : (char) random.nextInt(256);
        return any == '\r' || any == '\n' ? ' ' : any;
    }
}
