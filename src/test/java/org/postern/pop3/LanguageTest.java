package org.postern.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The languages, and that nothing is said that has no translation. */
class LanguageTest {
    private static final Path SOURCES = Path.of("src/main/java/org/postern/pop3");

    /** What takes a text for people, up to the end of the statement. */
    private static final Pattern CALL =
            Pattern.compile("(?:\\bok|\\bsay|new Pop3Exception)\\(([^;]*?);", Pattern.DOTALL);

    private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    @Test
    void everythingThatIsSaidHasATranslation() throws IOException {
        Set<String> texts = texts();
        assertThat(texts).contains("Bye", "Log in first", "Already logged in").hasSizeGreaterThan(30);
        assertThat(texts)
                .allSatisfy(text -> assertThat(Language.GERMAN.say(text)).isNotEqualTo(text));
        assertThat(Language.GERMAN.say("3 messages, 120 octets")).isEqualTo("3 Nachrichten, 120 Oktette");
        assertThat(Language.ENGLISH.say("Bye")).isEqualTo("Bye");
    }

    @Test
    void rangesFindTheLanguageThatFitsThem() {
        for (String german : List.of("de", "DE", "de-AT", "de-ch-1996")) {
            assertThat(Language.matching(german)).as(german).contains(Language.GERMAN);
        }
        for (String english : List.of("en", "EN-gb", "*")) {
            assertThat(Language.matching(english)).as(english).contains(Language.ENGLISH);
        }
        for (String none : List.of("", "fr", "d", "deu", "*-de", "i-default", "-")) {
            assertThat(Language.matching(none)).as(none).isEmpty();
        }
    }

    private static Set<String> texts() throws IOException {
        Set<String> texts = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                String source = Files.readString(file).replaceAll("(?s)/\\*.*?\\*/", "");
                Matcher call = CALL.matcher(source);
                while (call.find()) {
                    Matcher text = TEXT.matcher(call.group(1));
                    while (text.find()) {
                        texts.add(text.group(1));
                    }
                }
            }
        }
        texts.removeAll(List.of(" messages, ", " octets", "+OK "));
        return texts;
    }
}
