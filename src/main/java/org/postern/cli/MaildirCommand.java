package org.postern.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.postern.boot.ControlRequest;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
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
    private static final class Adopt extends AccountCommand {
        @Parameters(
                index = "1",
                paramLabel = "PATH",
                arity = "0..1",
                description = "The INBOX of the other server's tree; without it, what lies in the data directory.")
        private Optional<Path> path = Optional.empty();

        @Option(
                names = "--layout",
                paramLabel = "LAYOUT",
                description = "maildir++, fs or courier (names in UTF-8); found out if not said.")
        private Optional<String> layout = Optional.empty();

        @ArgGroup
        private Transfer transfer = new Transfer();

        /** What becomes of the files there. */
        private static final class Transfer {
            @Option(names = "--copy", description = "Copy the tree; this is the default.")
            private boolean copy;

            @Option(names = "--link", description = "Make hard links of the messages, on the same file system.")
            private boolean link;

            @Option(names = "--move", description = "Move the tree, on the same file system.")
            private boolean move;

            String word() {
                return copy || !(link || move) ? "copy" : link ? "link" : "move";
            }
        }

        Adopt(Terminal terminal) {
            super(terminal);
        }

        @Override
        ControlRequest request() {
            if (path.isEmpty()) {
                return about("maildir.adopt");
            }
            Map<String, Optional<String>> options = Map.of("layout", layout, "transfer", Optional.of(transfer.word()));
            return about("maildir.adopt", options, path.get().toAbsolutePath().toString());
        }
    }

    @Command(
            name = "release",
            description = "Writes into a user's Maildir what Dovecot or Courier must know to go on with the same UIDs.")
    private static final class Release extends AccountCommand {
        Release(Terminal terminal) {
            super(terminal);
        }

        @Override
        ControlRequest request() {
            return about("maildir.release");
        }
    }
}
