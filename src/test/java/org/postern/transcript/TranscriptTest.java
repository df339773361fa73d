package org.postern.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Finds and runs every transcript in every variant. Runs do not meet, so some go on at a time: most of their time is spent
 * waiting.
 */
final class TranscriptTest {
    static final Path SCRIPTS = Path.of("src/test/resources/transcripts");
    static final Path MAIL = Path.of("src/test/resources/mail");
    private static final int AT_A_TIME = 8;

    private final ExecutorService pool = Executors.newFixedThreadPool(AT_A_TIME);
    private final List<Runs> open = new ArrayList<>();

    @TempDir
    Path directory;

    @AfterEach
    void end() throws IOException {
        pool.shutdownNow();
        for (Runs runs : open) {
            runs.close();
        }
    }

    @TestFactory
    Stream<DynamicNode> transcripts() throws IOException {
        List<Runs.Run> all =
                Runs.all(scripts()).stream().filter(TranscriptTest::isWanted).toList();
        assertThat(all).isNotEmpty();
        Runs runs = Runs.start(all, new Fixtures(MAIL), directory);
        open.add(runs);
        Map<String, List<DynamicTest>> byScript = new LinkedHashMap<>();
        for (Runs.Run run : all) {
            Future<Journal> outcome = runs.begin(run, pool);
            byScript.computeIfAbsent(run.script().name(), n -> new ArrayList<>())
                    .add(dynamicTest(run.variant().toString(), () -> await(outcome)));
        }
        return byScript.entrySet().stream().map(e -> dynamicContainer(e.getKey(), e.getValue()));
    }

    /** {@code -Dtranscripts="sort esearch"}: parts of scripts' names; {@code -Dtranscripts.variants="maildir line"}: words of variants. */
    private static boolean isWanted(Runs.Run run) {
        List<String> names = words("transcripts");
        List<String> variant = List.of(run.variant().toString().split(" ", -1));
        return (names.isEmpty() || names.stream().anyMatch(run.script().name()::contains))
                && variant.containsAll(words("transcripts.variants"));
    }

    private static List<String> words(String property) {
        return Stream.of(System.getProperty(property, "").split(" +", -1))
                .filter(w -> !w.isEmpty())
                .toList();
    }

    private static void await(Future<Journal> outcome) throws Exception {
        try {
            outcome.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }

    static List<Transcript> scripts() throws IOException {
        List<Transcript> scripts = new ArrayList<>();
        for (Protocol protocol : Protocol.values()) {
            try (Stream<Path> files = Files.list(SCRIPTS.resolve(protocol.folder()))) {
                for (Path file : files.sorted().toList()) {
                    scripts.add(TranscriptParser.read(file));
                }
            }
        }
        return scripts;
    }
}
