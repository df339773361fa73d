package org.postern.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postern.boot.ControlRequest;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code postern queue}. */
@Command(name = "queue", description = "Shows and sends bounces and forwarded mail that wait.")
final class QueueCommand extends CommandGroup {
    QueueCommand() {}

    static CommandLine with(Terminal terminal) {
        return new CommandLine(new QueueCommand())
                .addSubcommand(new ListAll(terminal))
                .addSubcommand(new Show(terminal))
                .addSubcommand(new Flush(terminal))
                .addSubcommand(new Remove(terminal));
    }

    @Command(name = "list", description = "Lists what waits, the oldest first.")
    private static final class ListAll extends OperatorCommand {
        ListAll(Terminal terminal) {
            super(terminal);
        }

        @Override
        ControlRequest request() {
            return request("queue.list");
        }
    }

    @Command(name = "show", description = "Shows one message.")
    private static final class Show extends OperatorCommand {
        @Parameters(paramLabel = "ID")
        private String id = "";

        Show(Terminal terminal) {
            super(terminal);
        }

        @Override
        ControlRequest request() {
            return request("queue.show", id);
        }
    }

    @Command(name = "flush", description = "Tries all, or one, now.")
    private static final class Flush extends OperatorCommand {
        @Parameters(paramLabel = "ID", arity = "0..1")
        private Optional<String> id = Optional.empty();

        Flush(Terminal terminal) {
            super(terminal);
        }

        @Override
        ControlRequest request() {
            return request("queue.flush", id.map(List::of).orElse(List.of()), Map.of());
        }
    }

    @Command(name = "remove", description = "Drops a message; nobody is told.")
    private static final class Remove extends OperatorCommand {
        @Parameters(paramLabel = "ID")
        private String id = "";

        Remove(Terminal terminal) {
            super(terminal);
        }

        @Override
        ControlRequest request() {
            return request("queue.remove", id);
        }
    }
}
