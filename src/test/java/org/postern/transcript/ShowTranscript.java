package org.postern.transcript;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.postern.boot.Backend;

/** {@code ShowTranscript FILE [BACKEND [TRANSPORT [CUT]]]} prints the real conversation beside the script. */
public final class ShowTranscript {
    private ShowTranscript() {}

    /** Runs one variant of one script; what differs is printed, too. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Transcript script = TranscriptParser.read(Path.of(arguments[0]));
        Variant variant = new Variant(
                Backend.valueOf(argument(arguments, 1, "MEMORY")),
                Transport.valueOf(argument(arguments, 2, "PLAIN")),
                Cut.valueOf(argument(arguments, 3, "LINE")));
        Runs.Run run = new Runs.Run(script, variant, 1);
        ExecutorService pool = Executors.newSingleThreadExecutor();
        Path directory = Files.createTempDirectory("transcript");
        try (Runs runs = Runs.start(List.of(run), new Fixtures(TranscriptTest.MAIL), directory)) {
            System.out.println(script.head().title() + " (" + script.head().spec() + "), " + variant + "\n");
            System.out.print(runs.begin(run, pool).get());
        } catch (ExecutionException e) {
            System.out.println(e.getCause());
        } finally {
            pool.shutdown();
        }
    }

    private static String argument(String[] arguments, int index, String fallback) {
        return index < arguments.length ? arguments[index].toUpperCase(Locale.ROOT) : fallback;
    }
}
