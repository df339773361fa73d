package org.postern.cli;

import org.postern.boot.ControlRequest;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code postern maildir}. */
@Command(name = "maildir", description = "Takes mail over from Dovecot or Courier, and gives it back.")
final class MaildirCommand extends CommandGroup {
    MaildirCommand() {}

    static CommandLine with(Terminal terminal) {
        return new CommandLine(new MaildirCommand())
                .addSubcommand(new Adopt(terminal))
                .addSubcommand(new Release(terminal));
    }

    @Command(
            name = "adopt",
            description = "Takes over a user's mail from another server, with UIDs, flags, keywords and subscriptions.")
    private static final class Adopt extends OperatorCommand {
        @Parameters(paramLabel = "ADDRESS")
        private String address = "";

        Adopt(Terminal terminal) {
            super(terminal);
        }

        @Override
        ControlRequest request() {
            return request("maildir.adopt", address);
        }
    }

    @Command(
            name = "release",
            description = "Writes into a user's Maildir what Dovecot or Courier must know to go on with the same UIDs.")
    private static final class Release extends OperatorCommand {
        @Parameters(paramLabel = "ADDRESS")
        private String address = "";

        Release(Terminal terminal) {
            super(terminal);
        }

        @Override
        ControlRequest request() {
            return request("maildir.release", address);
        }
    }
}
