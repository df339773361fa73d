package org.postern.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postern.boot.ControlRequest;
import org.postern.boot.ControlResponse.Status;
import org.postern.boot.Sentence;
import org.postern.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code postern deliver}: for use as a pipe from a mail transfer agent. */
@Command(
        name = "deliver",
        description = "Delivers the message on standard input.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:delivered",
            "67:no such user",
            "73:mailbox full",
            "75:try again later",
            "77:refused for good",
        })
final class DeliverCommand extends OperatorCommand {
    @Option(
            names = {"-r", "--recipient"},
            paramLabel = "RECIPIENT",
            required = true,
            arity = "1..*",
            description = "Who gets it; repeatable.")
    private List<String> recipients = new ArrayList<>();

    @Option(
            names = {"-f", "--from"},
            paramLabel = "SENDER",
            description = "Who hears about it when it cannot be placed; default: nobody.")
    private Optional<String> sender = Optional.empty();

    DeliverCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    ControlRequest request() {
        return request("deliver", recipients, Map.of("sender", sender));
    }

    /**
     * Whatever fails on this machine is for the mail transfer agent to try again, an error in the configuration too: it
     * bounces what ends with a code that it does not know.
     */
    @Override
    public Integer call() throws UsageException {
        try {
            return super.call();
        } catch (ConfigException e) {
            e.problems().forEach(terminal().err()::println);
            return Status.TRY_AGAIN.exitCode();
        } catch (IOException e) {
            terminal().err().println("postern: " + Sentence.of(e));
            return Status.TRY_AGAIN.exitCode();
        }
    }
}
