package org.postern.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a run is told by system properties {@code bench.*}.
 *
 * @param scenarios names, or parts of names; empty: all
 * @param servers of {@code postern}, {@code maildir}, {@code mdbox}
 * @param messages in the largest mailbox; the others are parts of that
 * @param span of each measurement that repeats one operation
 * @param rounds of which the median counts; rounds before them warm up
 * @param warmUp at least so long is each scenario done before rounds count, for a server that compiles as it goes
 * @param idle sessions that wait in IDLE
 * @param seed of the mail
 * @param ports the first of thirty
 * @param home the packaged Postern
 * @param work where servers keep everything; must not be too long for a socket's name
 * @param keep whether what the servers have written stays
 * @param result where the JSON goes
 */
record Settings(
        List<String> scenarios,
        List<String> servers,
        int messages,
        Duration span,
        int rounds,
        Duration warmUp,
        int idle,
        long seed,
        int ports,
        Path home,
        Path work,
        boolean keep,
        Path result) {

    static Settings fromProperties() {
        boolean quick = text("preset", "full").equals("quick");
        return new Settings(
                list("rows", ""),
                list("servers", "postern,maildir,mdbox"),
                number("messages", quick ? 10_000 : 100_000),
                Duration.ofMillis(number("millis", quick ? 500 : 1500)),
                number("rounds", quick ? 1 : 3),
                Duration.ofMillis(number("warmup", quick ? 2000 : 3000)),
                number("idle", quick ? 500 : 5000),
                number("seed", 1),
                number("ports", 13_100),
                Path.of(text("home", "target/postern")).toAbsolutePath(),
                Path.of(text("work", System.getProperty("java.io.tmpdir"))),
                Boolean.parseBoolean(text("keep", "false")),
                Path.of(text("result", "target/bench.json")));
    }

    /** Of the mailbox whose bodies are read and searched. */
    int medium() {
        return messages / 5;
    }

    /** Of what is copied, moved and expunged at once. */
    int batch() {
        return messages / 10;
    }

    /** Of what a user of POP3 or webmail has. */
    int small() {
        return messages / 50;
    }

    /** Of what is long. */
    int few() {
        return messages / 500;
    }

    boolean wants(String scenario) {
        return scenarios.isEmpty() || scenarios.stream().anyMatch(scenario::contains);
    }

    private static List<String> list(String key, String fallback) {
        return Stream.of(text(key, fallback).split("[, ]+"))
                .filter(s -> !s.isEmpty())
                .toList();
    }

    private static int number(String key, int fallback) {
        return Integer.parseInt(text(key, Integer.toString(fallback)));
    }

    /** Maven hands on an option that was not given as an empty one. */
    private static String text(String key, String fallback) {
        String value = System.getProperty("bench." + key, "");
        return value.isBlank() ? fallback : value.strip();
    }
}
