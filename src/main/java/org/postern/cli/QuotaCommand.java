package org.postern.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postern.boot.ControlRequest;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code postern quota}. */
@Command(name = "quota", description = "Shows, sets and recounts what users store.")
final class QuotaCommand extends CommandGroup {
    QuotaCommand() {}

    static CommandLine with(Terminal terminal) {
        return new CommandLine(new QuotaCommand())
                .addSubcommand(new Show(terminal))
                .addSubcommand(new Set(terminal))
                .addSubcommand(new Recalc(terminal))
                .addSubcommand(new Explain(terminal));
    }

    @Command(name = "show", description = "Shows what is stored and may be stored.")
    private static final class Show extends OperatorCommand {
        @Parameters(paramLabel = "ADDRESS|DOMAIN", arity = "0..1")
        private Optional<String> whose = Optional.empty();

        Show(Terminal terminal) {
            super(terminal);
        }

        @Override
        ControlRequest request() {
            return request("quota.show", whose.map(List::of).orElse(List.of()), Map.of());
        }
    }

    @Command(name = "set", description = "Sets limits and rules of a user or a domain.")
    private static final class Set extends OperatorCommand {
        @Parameters(index = "0", paramLabel = "ADDRESS|DOMAIN")
        private String whose = "";

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "SIZE",
                description = "Like 500M or 2G; unlimited: a user has the domain's; default: as for all.")
        private Optional<String> size = Optional.empty();

        @Mixin
        private final LimitOptions limits = new LimitOptions();

        Set(Terminal terminal) {
            super(terminal);
        }

        @Override
        ControlRequest request() {
            return request("quota.set", List.of(whose), limits.and(Map.of("quota", size)));
        }
    }

    @Command(name = "recalc", description = "Counts again from the files.")
    private static final class Recalc extends OperatorCommand {
        @Parameters(paramLabel = "ADDRESS", arity = "0..1")
        private Optional<String> whose = Optional.empty();

        Recalc(Terminal terminal) {
            super(terminal);
        }

        @Override
        ControlRequest request() {
            return request("quota.recalc", whose.map(List::of).orElse(List.of()), Map.of());
        }
    }

    @Command(
            name = "explain",
            description =
                    "Says what a user stores, where it is, how fast it grows, what limits it and what was refused.")
    private static final class Explain extends AccountCommand {
        Explain(Terminal terminal) {
            super(terminal);
        }

        @Override
        ControlRequest request() {
            return about("quota.explain");
        }
    }
}
