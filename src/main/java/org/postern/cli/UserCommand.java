package org.postern.cli;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.postern.boot.ControlRequest;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code postern user}. */
@Command(name = "user", description = "Adds, shows and changes users.")
final class UserCommand extends CommandGroup {
    UserCommand() {}

    static CommandLine with(Terminal terminal) {
        return new CommandLine(new UserCommand())
                .addSubcommand(new Add(terminal))
                .addSubcommand(new Set(terminal))
                .addSubcommand(new ListAll(terminal))
                .addSubcommand(new Show(terminal))
                .addSubcommand(new Passwd(terminal))
                .addSubcommand(new Remove(terminal));
    }

    @Command(name = "add", description = "Adds a user, asking for the password.")
    private static final class Add extends AccountCommand {
        @Option(names = "--quota", paramLabel = "SIZE", description = "Like 500M or 2G; unlimited: the domain's.")
        private Optional<String> quota = Optional.empty();

        @Mixin
        private final LimitOptions limits = new LimitOptions();

        @Mixin
        private final ForwardingOptions forwarding = new ForwardingOptions();

        @Mixin
        private final PasswordOptions password = new PasswordOptions();

        Add(Terminal terminal) {
            super(terminal);
        }

        @Override
        ControlRequest request() throws IOException, UsageException {
            Map<String, Optional<String>> options = new HashMap<>(forwarding.given());
            options.put("quota", quota);
            options.put("password", password.read(terminal()));
            return about("user.add", limits.and(options));
        }
    }

    @Command(name = "set", description = "Changes where a user's mail goes.")
    private static final class Set extends AccountCommand {
        @Mixin
        private final ForwardingOptions forwarding = new ForwardingOptions();

        Set(Terminal terminal) {
            super(terminal);
        }

        @Override
        ControlRequest request() {
            return about("user.set", forwarding.given());
        }
    }

    @Command(name = "list", description = "Lists all users.")
    private static final class ListAll extends OperatorCommand {
        ListAll(Terminal terminal) {
            super(terminal);
        }

        @Override
        ControlRequest request() {
            return request("user.list");
        }
    }

    @Command(name = "show", description = "Shows one user.")
    private static final class Show extends AccountCommand {
        Show(Terminal terminal) {
            super(terminal);
        }

        @Override
        ControlRequest request() {
            return about("user.show");
        }
    }

    @Command(name = "passwd", description = "Changes a user's password.")
    private static final class Passwd extends AccountCommand {
        @Mixin
        private final PasswordOptions password = new PasswordOptions();

        Passwd(Terminal terminal) {
            super(terminal);
        }

        @Override
        ControlRequest request() throws IOException, UsageException {
            return about("user.passwd", Map.of("password", password.read(terminal())));
        }
    }

    @Command(name = "remove", description = "Removes a user and all mail.")
    private static final class Remove extends AccountCommand {
        @Option(names = "--keep-mail", description = "Leaves the mail where it is.")
        private boolean keepMail;

        Remove(Terminal terminal) {
            super(terminal);
        }

        @Override
        ControlRequest request() {
            Optional<String> keep = keepMail ? Optional.of("yes") : Optional.empty();
            return about("user.remove", Map.of("keep-mail", keep));
        }
    }
}
