package org.postern.delivery;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How far a message in the queue has come.
 *
 * @param count made so far
 * @param due when it is tried next
 * @param answer what the last attempt was told, in one line of at most 500 characters; empty before the first
 */
public record Attempts(int count, Instant due, String answer) {
    private static final int MAX_ANSWER = 500;

    public Attempts {
        String line = answer.replaceAll("\\p{Cntrl}+", " ").strip();
        answer = line.substring(
                0, line.offsetByCodePoints(0, Math.min(MAX_ANSWER, line.codePointCount(0, line.length()))));
    }

    /** Of a message that nobody has tried. */
    static Attempts none(Instant due) {
        return new Attempts(0, due, "");
    }

    Attempts dueAt(Instant when) {
        return new Attempts(count, when, answer);
    }

    Attempts after(String said, Instant when) {
        return new Attempts(count + 1, when, said);
    }

    /** Lines for {@link #parse}. */
    String text() {
        return "attempts: " + count + "\ndue: " + due + "\nanswer: " + answer + "\n";
    }

    /**
     * Reads a note.
     *
     * @throws RuntimeException when it is not one
     */
    static Attempts parse(String text) {
        Map<String, String> lines = text.lines()
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf(": ")), line -> line.substring(line.indexOf(": ") + 2)));
        return new Attempts(
                Integer.parseInt(lines.getOrDefault("attempts", "")),
                Instant.parse(lines.getOrDefault("due", "")),
                lines.getOrDefault("answer", ""));
    }
}
