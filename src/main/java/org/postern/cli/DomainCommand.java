package org.postern.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postern.boot.ControlRequest;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code postern domain}. */
@Command(name = "domain", description = "Adds, lists and changes domains and what their users share.")
final class DomainCommand extends CommandGroup {
    DomainCommand() {}

    static CommandLine with(Terminal terminal) {
        return new CommandLine(new DomainCommand())
                .addSubcommand(new Add(terminal))
                .addSubcommand(new ListAll(terminal))
                .addSubcommand(new Set(terminal))
                .addSubcommand(new Remove(terminal));
    }

    @Command(name = "add", description = "Adds a domain.")
    private static final class Add extends OperatorCommand {
        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Option(names = "--quota", paramLabel = "SIZE", description = "For all users together.")
        private Optional<String> quota = Optional.empty();

        Add(Terminal terminal) {
            super(terminal);
        }

        @Override
        ControlRequest request() {
            return request("domain.add", List.of(name), Map.of("quota", quota));
        }
    }

    @Command(name = "list", description = "Lists all domains.")
    private static final class ListAll extends OperatorCommand {
        ListAll(Terminal terminal) {
            super(terminal);
        }

        @Override
        ControlRequest request() {
            return request("domain.list");
        }
    }

    @Command(name = "set", description = "Changes a domain's quota.")
    private static final class Set extends OperatorCommand {
        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Option(names = "--quota", paramLabel = "SIZE", required = true, description = "For all users together.")
        private Optional<String> quota = Optional.empty();

        Set(Terminal terminal) {
            super(terminal);
        }

        @Override
        ControlRequest request() {
            return request("domain.set", List.of(name), Map.of("quota", quota));
        }
    }

    @Command(name = "remove", description = "Removes a domain that has no users.")
    private static final class Remove extends OperatorCommand {
        @Parameters(paramLabel = "NAME")
        private String name = "";

        Remove(Terminal terminal) {
            super(terminal);
        }

        @Override
        ControlRequest request() {
            return request("domain.remove", name);
        }
    }
}
