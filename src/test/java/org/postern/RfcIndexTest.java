package org.postern;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/rfc-index.md to the sources, both ways. */
final class RfcIndexTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path TRANSCRIPTS = Path.of("src/test/resources/transcripts");
    private static final Pattern ROW =
            Pattern.compile("^\\| (\\d+) \\|([^|]+)\\|([^|]+)\\|([^|]*)\\|([^|]*)\\|$", Pattern.MULTILINE);
    private static final Pattern CITATION = Pattern.compile("RFC (\\d+)");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

    /** One RFC: {@code status} is full, "partial: what is missing", "cited" (we follow a detail of it) or no. */
    private record Row(int number, String status, List<String> classes, List<String> transcripts) {
        boolean claimed() {
            return status.equals("full") || status.startsWith("partial: ");
        }
    }

    private final Map<Integer, Row> index = index();

    private static Map<Integer, Row> index() {
        Map<Integer, Row> rows = new TreeMap<>();
        Matcher m = ROW.matcher(read(Path.of("docs/rfc-index.md")));
        while (m.find()) {
            int number = Integer.parseInt(m.group(1));
            Row row = new Row(number, m.group(3).strip(), quoted(m.group(4)), quoted(m.group(5)));
            assertThat(rows.put(number, row))
                    .as("a second row for RFC %d", number)
                    .isNull();
        }
        assertThat(rows).as("rows of docs/rfc-index.md").isNotEmpty();
        return rows;
    }

    @Test
    void everyRowReads() throws IOException {
        long lines = Files.readAllLines(Path.of("docs/rfc-index.md")).stream()
                .filter(l -> l.matches("\\| *\\d.*"))
                .count();
        assertThat(index.size()).as("lines that are rows").isEqualTo((int) lines);
        assertThat(index.values())
                .allMatch(r ->
                        r.claimed() || r.status().equals("cited") || r.status().equals("no"));
    }

    @Test
    void everyRfcNamedInTheSourcesHasARow() {
        Map<Integer, Set<String>> missing = new TreeMap<>(citations());
        missing.keySet().removeAll(index.keySet());
        assertThat(missing).as("RFCs named in src/main without a row").isEmpty();
    }

    @Test
    void everyRfcThatIsClaimedIsNamedInTheSources() {
        Map<Integer, Set<String>> cited = citations();
        assertThat(index.values())
                .filteredOn(r -> !r.status().equals("no"))
                .allSatisfy(r -> assertThat(cited).as("RFC %d", r.number()).containsKey(r.number()));
    }

    @Test
    void everyRfcThatIsClaimedHasAClassAndATranscript() {
        assertThat(index.values()).filteredOn(Row::claimed).allSatisfy(r -> {
            assertThat(r.classes()).as("classes of RFC %d", r.number()).isNotEmpty();
            assertThat(r.transcripts()).as("transcripts of RFC %d", r.number()).isNotEmpty();
        });
    }

    @Test
    void whatARowNamesExists() {
        List<String> missing = new ArrayList<>();
        for (Row row : index.values()) {
            for (String name : row.classes()) {
                Path file = SOURCES.resolve("org/postern/" + name.replace('.', '/') + ".java");
                if (!Files.isRegularFile(file)) {
                    missing.add(row.number() + ": " + name);
                }
            }
            for (String name : row.transcripts()) {
                if (!Files.isRegularFile(TRANSCRIPTS.resolve(name))) {
                    missing.add(row.number() + ": " + name);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    private static Map<Integer, Set<String>> citations() {
        Map<Integer, Set<String>> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                Matcher m = CITATION.matcher(read(file));
                while (m.find()) {
                    found.computeIfAbsent(Integer.valueOf(m.group(1)), n -> new TreeSet<>())
                            .add(file.getFileName().toString());
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return found;
    }

    private static List<String> quoted(String cell) {
        return QUOTED.matcher(cell).results().map(r -> r.group(1)).toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
