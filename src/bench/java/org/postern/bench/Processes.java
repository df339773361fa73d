package org.postern.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the processes of a server need of the machine. */
final class Processes {
    private Processes() {}

    /**
     * Memory of a process and all that descend from it, in KiB.
     *
     * @param rss resident, each page counted in every process that has it
     * @param pss resident, a page that n processes share counted as one n-th in each
     */
    record Memory(double rss, double pss) {
        Memory minus(Memory before) {
            return new Memory(rss - before.rss, pss - before.pss);
        }

        private Memory plus(Memory other) {
            return new Memory(rss + other.rss, pss + other.pss);
        }
    }

    static Memory memory(long root) throws IOException {
        Memory sum = new Memory(0, 0);
        for (long pid : withDescendants(root)) {
            sum = sum.plus(memoryOf(pid));
        }
        return sum;
    }

    static List<Long> withDescendants(long root) {
        ProcessHandle top = ProcessHandle.of(root).orElseThrow();
        return Stream.concat(Stream.of(top), top.descendants())
                .map(ProcessHandle::pid)
                .toList();
    }

    private static Memory memoryOf(long pid) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "smaps_rollup"))) {
            List<String> all = lines.toList();
            return new Memory(kibibytes(all, "Rss:"), kibibytes(all, "Pss:"));
        } catch (UncheckedIOException | NoSuchFileException e) {
            return new Memory(0, 0); // it has just ended
        }
    }

    private static double kibibytes(List<String> lines, String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
                .sum();
    }

    /** Runs a program of the machine to its end; its output. */
    static String run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            int status = process.waitFor();
            if (status != 0) {
                throw new IOException(String.join(" ", command) + " ended with " + status + ":\n" + output);
            }
            return output;
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** What the page cache holds is written, then forgotten, so that the next reads come from the disk. */
    static void dropCaches() throws IOException {
        run("sync");
        Files.writeString(Path.of("/proc/sys/vm/drop_caches"), "3\n");
    }
}
