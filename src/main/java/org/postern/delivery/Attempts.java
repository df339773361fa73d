package org.postern.delivery;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How far a message in the queue has come.
 *
 * @param count made so far
 * @param due when it is tried next, or when it goes if it has failed
 * @param answer what the last attempt was told, in one line of at most 500 characters; empty before the first
 * @param failed since when it is not tried any more, and only kept to be looked at
 */
public record Attempts(int count, Instant due, String answer, Optional<Instant> failed) {
    private static final int MAX_ANSWER = 500;

    public Attempts {
        String line = answer.replaceAll("\\p{Cntrl}+", " ").strip();
        int length = Math.min(MAX_ANSWER, line.codePointCount(0, line.length()));
        answer = line.substring(0, line.offsetByCodePoints(0, length));
    }

    /** Of a message that nobody has tried. */
    static Attempts none(Instant due) {
        return new Attempts(0, due, "", Optional.empty());
    }

    /** It waits, failed or not. */
    Attempts dueAt(Instant when) {
        return new Attempts(count, when, answer, Optional.empty());
    }

    /** One more was in vain, and it waits. */
    Attempts after(String said, Instant next) {
        return new Attempts(count + 1, next, said, Optional.empty());
    }

    /** The last one was in vain. */
    Attempts failed(String said, Instant now, Instant until) {
        return new Attempts(count + 1, until, said, Optional.of(now));
    }

    boolean isFailed() {
        return failed.isPresent();
    }

    /** Lines for {@link #parse}. */
    String text() {
        String since = failed.map(when -> "failed: " + when + "\n").orElse("");
        return "attempts: " + count + "\ndue: " + due + "\n" + since + "answer: " + answer + "\n";
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
                lines.getOrDefault("answer", ""),
                Optional.ofNullable(lines.get("failed")).map(Instant::parse));
    }
}
