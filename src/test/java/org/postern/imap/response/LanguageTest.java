package org.postern.imap.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The languages, and that nothing is said that has no translation. */
final class LanguageTest {
    private static final Path SOURCES = Path.of("src/main/java/org/postern/imap");

    /** What takes a text for people as its last argument. */
    private static final Pattern CALL =
            Pattern.compile("\\b(ok|no|bad|goOn|error|bye|closeAfterwards|ImapSyntaxException|run|expunged|line)\\(");

    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern STATUS = Pattern.compile("(OK|NO|BAD|BYE) (\\[.*\\] )?(.*)");

    @Test
    void everythingThatIsSaidHasATranslation() throws IOException {
        Map<String, String> missing = new TreeMap<>();
        int seen = 0;
        for (Map.Entry<String, String> text : texts().entrySet()) {
            seen++;
            String example = text.getKey().replace("{}", "x");
            if (Language.GERMAN.say(example).equals(example)) {
                missing.put(text.getKey(), text.getValue());
            }
        }
        assertThat(seen).isGreaterThan(100);
        assertThat(missing).as("texts that de.txt does not have").isEmpty();
    }

    @Test
    void rangesFindTheLanguageThatFitsThem() {
        assertThat(Language.matching("de")).contains(Language.GERMAN);
        assertThat(Language.matching("DE-at-1996")).contains(Language.GERMAN);
        assertThat(Language.matching("en-CA")).contains(Language.ENGLISH);
        assertThat(Language.matching("I-Default")).contains(Language.I_DEFAULT);
        assertThat(Language.matching("default")).contains(Language.I_DEFAULT);
        for (String unknown : List.of("", "fr", "fr-de", "d", "deu", "-", "*", "i")) {
            assertThat(Language.matching(unknown)).as(unknown).isEmpty();
        }
    }

    @Test
    void gapsAreFilledAndTranslatedToo() {
        assertThat(Language.GERMAN.say("Error in IMAP command at octet 12: space expected"))
                .isEqualTo("Fehler im IMAP-Befehl beim Oktett 12: Leerzeichen erwartet");
        assertThat(Language.GERMAN.say("Error in IMAP command at octet 9: \")\" expected"))
                .isEqualTo("Fehler im IMAP-Befehl beim Oktett 9: \")\" erwartet");
        assertThat(Language.GERMAN.say("something new")).isEqualTo("something new");
        assertThat(Language.ENGLISH.say("Logged in")).isEqualTo("Logged in");
    }

    @Test
    void linesKeepTheirWordsAndCodes() throws IOException {
        assertThat(told(Untagged.line("OK [CLOSED] Previous mailbox is closed")))
                .isEqualTo("* OK [CLOSED] Das vorige Postfach ist geschlossen\r\n");
        assertThat(told(Untagged.line("BYE Logging out"))).isEqualTo("* BYE Auf Wiedersehen\r\n");
        assertThat(told(Untagged.line("OK [CLOSED] nobody knows"))).isEqualTo("* OK [CLOSED] nobody knows\r\n");
        assertThat(told(Untagged.line("SEARCH 1 2"))).isEqualTo("* SEARCH 1 2\r\n");
        assertThat(told(Untagged.line("SEARCH"))).isEqualTo("* SEARCH\r\n");
    }

    private static String told(Untagged line) throws IOException {
        return new String(
                org.postern.wire.WireOut.compose(
                        100, out -> line.in(Language.GERMAN).encode(out)),
                java.nio.charset.StandardCharsets.UTF_8);
    }

    /** Texts with {} for what is not constant, and where they stand. */
    private static Map<String, String> texts() throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                String source = Files.readString(file).replaceAll("(?s)/\\*.*?\\*/", "");
                Matcher call = CALL.matcher(source);
                while (call.find()) {
                    for (String text : said(call.group(1), lastArgument(source, call.end()))) {
                        if (!text.equals("{}")) {
                            texts.put(text, String.valueOf(file.getFileName()));
                        }
                    }
                }
            }
        }
        return texts;
    }

    private static List<String> said(String call, String argument) {
        List<String> texts = new ArrayList<>();
        for (String part : argument.split(" \\? | : (?!\")|case |(?<=\") : |;", -1)) {
            Matcher literal = LITERAL.matcher(part);
            StringBuilder text = new StringBuilder();
            int end = 0;
            while (literal.find()) {
                text.append(end == 0 && part.substring(0, literal.start()).indexOf('+') < 0 ? "" : "{}");
                text.append(literal.group(1).replace("\\\"", "\""));
                end = literal.end();
            }
            if (end > 0) {
                texts.add(part.indexOf('+', end) < 0 ? text.toString() : text + "{}");
            }
        }
        return call.equals("line") ? forPeople(texts) : texts;
    }

    private static List<String> forPeople(List<String> lines) {
        return lines.stream()
                .map(STATUS::matcher)
                .filter(Matcher::matches)
                .map(m -> m.group(3))
                .toList();
    }

    private static String lastArgument(String source, int from) {
        int depth = 1;
        int start = from;
        for (int i = from; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '"' || c == '\'') {
                i = closing(source, i);
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return source.substring(start, i).replaceAll("\\s+", " ");
            } else if (c == ',' && depth == 1) {
                start = i + 1;
            }
        }
        return "";
    }

    private static int closing(String source, int quote) {
        int i = quote + 1;
        while (source.charAt(i) != source.charAt(quote)) {
            i += source.charAt(i) == '\\' ? 2 : 1;
        }
        return i;
    }
}
