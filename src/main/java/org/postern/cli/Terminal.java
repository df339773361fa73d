package org.postern.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** What a command sees of the world it was started in. */
record Terminal(
        InputStream in, PrintStream out, PrintStream err, Map<String, String> environment, Optional<Console> console) {

    /** Of this process. */
    static Terminal ofProcess() {
        return new Terminal(System.in, System.out, System.err, System.getenv(), Optional.ofNullable(System.console()));
    }

    /** The first line of standard input. */
    String line() throws IOException {
        String line = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
        return line == null ? "" : line;
    }

    /** Asks twice; empty when there is nobody to ask, or the answers differ. */
    Optional<String> newPassword() {
        return console.flatMap(c -> {
            char[] first = c.readPassword("New password: ");
            char[] second = c.readPassword("Again: ");
            boolean same = first != null && second != null && Arrays.equals(first, second);
            return same ? Optional.of(new String(first)) : Optional.empty();
        });
    }
}
