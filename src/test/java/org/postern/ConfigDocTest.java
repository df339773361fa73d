package org.postern;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postern.config.ConfigException;
import org.postern.config.ConfigReader;
import org.postern.config.Key;
import org.postern.config.Keys;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;

/** docs/configuration.md and config/postern.toml name every key with its default, and no other. */
final class ConfigDocTest {
    private static final Path SAMPLE = Path.of("config/postern.toml");
    private static final Path DOCUMENT = Path.of("docs/configuration.md");
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z0-9.-]+)` \\| ([^|]+) \\| ([^|]+) \\|$");

    /** A key that is commented out; a comment in words has a space after the "#". */
    private static final Pattern COMMENTED = Pattern.compile("^#([a-z0-9-]+ = .*)$");

    private static final String DEFAULT = "# default: ";

    @Test
    void theDocumentHasOneRowAKeyInOrder() throws IOException {
        Map<String, String> rows = new LinkedHashMap<>();
        for (String line : Files.readAllLines(DOCUMENT)) {
            Matcher m = ROW.matcher(line);
            if (m.matches()) {
                assertThat(rows.put(m.group(1), m.group(2).replace("`", "")))
                        .as("a second row for %s", m.group(1))
                        .isNull();
            }
        }
        assertThat(rows).containsExactlyEntriesOf(defaults());
    }

    @Test
    void theSampleNamesEveryKeyWithItsDefault() throws IOException {
        TomlParseResult sample = Toml.parse(uncommented());
        assertThat(sample.errors()).isEmpty();
        Map<String, String> told = toldInComments();
        Map<String, String> found = new LinkedHashMap<>();
        for (String key : sample.dottedKeySet()) {
            found.put(key, told.getOrDefault(key, shown(sample.get(key))));
        }
        assertThat(found).containsExactlyInAnyOrderEntriesOf(defaults());
    }

    @Test
    void theSampleIsAValidFileBothWays(@TempDir Path dir) throws IOException, ConfigException {
        ConfigReader reader = new ConfigReader(() -> "mail.example.org");
        for (String notice : List.of("quota-warning.txt", "quota-relief.txt")) {
            Files.writeString(dir.resolve(notice), "Subject: {percent}\n\n{usage}\n");
        }
        String elsewhere = uncommented().replace("/etc/postern/quota-", dir + "/quota-");
        Path uncommented = Files.writeString(dir.resolve("postern.toml"), elsewhere);
        assertThat(reader.read(Optional.of(SAMPLE), Map.of(), List.of()))
                .isEqualTo(reader.read(Optional.empty(), Map.of(), List.of()));
        assertThat(reader.read(Optional.of(uncommented), Map.of(), List.of())).isNotNull();
    }

    private static Map<String, String> defaults() {
        return Keys.all().stream()
                .collect(Collectors.toMap(Key::name, Key::shownDefault, (a, b) -> a, LinkedHashMap::new));
    }

    private static String uncommented() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(SAMPLE)) {
            Matcher m = COMMENTED.matcher(line);
            lines.add(m.matches() ? m.group(1) : line);
        }
        return String.join("\n", lines) + "\n";
    }

    /** Defaults that are not a value: they stand in a comment above an example. */
    private static Map<String, String> toldInComments() throws IOException {
        Map<String, String> told = new LinkedHashMap<>();
        String table = "";
        Optional<String> pending = Optional.empty();
        for (String line : Files.readAllLines(SAMPLE)) {
            Matcher m = COMMENTED.matcher(line);
            if (line.startsWith("[")) {
                table = line.substring(1, line.indexOf(']')) + ".";
            } else if (line.startsWith(DEFAULT)) {
                pending = Optional.of(line.substring(DEFAULT.length()));
            } else if (m.matches() && pending.isPresent()) {
                told.put(table + m.group(1).substring(0, m.group(1).indexOf(' ')), pending.get());
                pending = Optional.empty();
            }
        }
        assertThat(pending).as("a default without its key").isEmpty();
        return told;
    }

    private static String shown(Object value) {
        return value instanceof TomlArray array
                ? array.toList().stream().map(String::valueOf).collect(Collectors.joining(", "))
                : String.valueOf(value);
    }
}
