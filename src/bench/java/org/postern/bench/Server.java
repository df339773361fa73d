package org.postern.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A mail server that the benchmark starts and stops, and fills. Its users are {@link #user} of any number below {@link #USERS}. */
interface Server {
    String PASSWORD = "bench";
    String DOMAIN = "bench.test";
    int USERS = 20_000;

    static String user(int number) {
        return "u" + number + "@" + DOMAIN;
    }

    /** As in the table's head. */
    String name();

    /** What it runs as. */
    ServerProcess process();

    /** The first of three ports. */
    int firstPort();

    default int imapPort() {
        return firstPort();
    }

    default int pop3Port() {
        return firstPort() + 1;
    }

    default int lmtpPort() {
        return firstPort() + 2;
    }

    /** Returns when clients are greeted. */
    default void start() throws IOException {
        process().start(imapPort(), pop3Port(), lmtpPort());
    }

    /** Returns when nothing of it runs any more. */
    default void stop() throws IOException {
        process().stop();
    }

    /** The process of which all others descend. */
    default long pid() {
        return process().pid();
    }

    /** Heap that is in use after a garbage collection in KiB; not a number for what has none. */
    default double liveHeap() throws IOException {
        return Double.NaN;
    }

    /** Where message files may be put for a user's INBOX, if the server adopts them; and how it ends their lines. */
    Optional<Maildir> maildir(String user);

    /**
     * A directory with cur/, new/ and tmp/.
     *
     * @param home all that is the user's; the Maildir is it or is in it
     * @param owner of the home, a user of the operating system; empty: who runs the benchmark
     */
    record Maildir(Path home, Path path, LineEnd lineEnd, Optional<String> owner) {}

    enum LineEnd {
        CRLF,
        LF
    }
}
