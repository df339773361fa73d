package org.postern.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postern.boot.ControlRequest;
import picocli.CommandLine.Parameters;

/** An operation on one account; what else it needs begins at index 1. */
abstract class AccountCommand extends OperatorCommand {
    @Parameters(
            index = "0",
            paramLabel = "ADDRESS",
            description = "The user; Public/ for public folders, where those have what is asked for.")
    private String address = "";

    AccountCommand(Terminal terminal) {
        super(terminal);
    }

    /** A request about the account. */
    final ControlRequest about(String operation, String... more) {
        return about(operation, Map.of(), more);
    }

    final ControlRequest about(String operation, Map<String, Optional<String>> options, String... more) {
        List<String> words = new ArrayList<>(List.of(address));
        words.addAll(List.of(more));
        return request(operation, words, options);
    }
}
