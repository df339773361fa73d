package org.postern.auth;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;

/** Collects what is wrong with the lines of a file, in one reading of it. */
final class LineProblems {
    private final Path file;
    private final List<String> sentences = new ArrayList<>();

    LineProblems(Path file) {
        this.file = file;
    }

    /** Runs {@code work} on a line, counted from 1; an IllegalArgumentException is the line's problem. */
    void at(int number, Runnable work) {
        try {
            work.run();
        } catch (IllegalArgumentException e) {
            sentences.add(place(number) + e.getMessage());
        }
    }

    /** How sentences about a line begin. */
    String place(int number) {
        return file + ":" + number + ": ";
    }

    List<String> sentences() {
        return List.copyOf(sentences);
    }

    /** Logs what an earlier reading did not find yet. What the first one finds is told by who had the file read. */
    static void report(Logger log, List<String> now, Optional<List<String>> before) {
        before.ifPresent(known -> now.stream()
                .filter(sentence -> !known.contains(sentence))
                .forEach(sentence -> log.warn("{}", sentence)));
    }
}
