package org.postern.cli;

import java.util.stream.Stream;
import org.postern.boot.ControlRequest;
import picocli.CommandLine.Parameters;

/** An operation on one mailbox of an account; what else it needs begins at index 2. */
abstract class OneMailboxCommand extends AccountCommand {
    @Parameters(index = "1", paramLabel = "MAILBOX", description = "Levels are separated by \"/\".")
    private String mailbox = "";

    OneMailboxCommand(Terminal terminal) {
        super(terminal);
    }

    /** A request about the mailbox. */
    final ControlRequest aboutMailbox(String operation, String... more) {
        return about(
                operation, Stream.concat(Stream.of(mailbox), Stream.of(more)).toArray(String[]::new));
    }
}
