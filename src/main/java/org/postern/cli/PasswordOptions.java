package org.postern.cli;

import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a new password comes from; never the command line, which every user of the machine can read. */
final class PasswordOptions {
    @Option(names = "--password-stdin", description = "Reads the password from the first line of standard input.")
    private boolean stdin;

    Optional<String> read(Terminal terminal) throws IOException, UsageException {
        if (stdin) {
            return Optional.of(terminal.line());
        }
        return Optional.of(terminal.newPassword()
                .orElseThrow(() -> new UsageException(
                        terminal.console().isPresent()
                                ? "the passwords differ"
                                : "there is no terminal to ask for a password: use --password-stdin")));
    }
}
