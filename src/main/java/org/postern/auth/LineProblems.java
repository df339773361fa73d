package org.postern.auth;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
            sentences.add(file + ":" + number + ": " + e.getMessage());
        }
    }

    List<String> sentences() {
        return List.copyOf(sentences);
    }

    /** Logs what {@code before}, an earlier reading, did not find yet. */
    void reportTo(Logger log, List<String> before) {
        sentences.stream().filter(sentence -> !before.contains(sentence)).forEach(sentence -> log.warn("{}", sentence));
    }
}
