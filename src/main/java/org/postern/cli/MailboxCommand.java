package org.postern.cli;

import java.util.Map;
import java.util.Optional;
import org.postern.boot.ControlRequest;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code postern mailbox}. */
@Command(name = "mailbox", description = "Lists and changes a user's mailboxes.")
final class MailboxCommand extends CommandGroup {
    MailboxCommand() {}

    static CommandLine with(Terminal terminal) {
        return new CommandLine(new MailboxCommand())
                .addSubcommand(new ListAll(terminal))
                .addSubcommand(new Create(terminal))
                .addSubcommand(new Delete(terminal))
                .addSubcommand(new Rename(terminal))
                .addSubcommand(new Status(terminal))
                .addSubcommand(AclCommand.with(terminal))
                .addSubcommand(new Check(terminal))
                .addSubcommand(new Expunged(terminal))
                .addSubcommand(new Restore(terminal))
                .addSubcommand(new Expire(terminal));
    }

    @Command(name = "list", description = "Lists mailboxes.")
    private static final class ListAll extends AccountCommand {
        ListAll(Terminal terminal) {
            super(terminal);
        }

        @Override
        ControlRequest request() {
            return about("mailbox.list");
        }
    }

    @Command(name = "create", description = "Makes a mailbox and subscribes to it.")
    private static final class Create extends OneMailboxCommand {
        Create(Terminal terminal) {
            super(terminal);
        }

        @Override
        ControlRequest request() {
            return aboutMailbox("mailbox.create");
        }
    }

    @Command(name = "delete", description = "Deletes a mailbox with its messages, but not what is below it.")
    private static final class Delete extends OneMailboxCommand {
        Delete(Terminal terminal) {
            super(terminal);
        }

        @Override
        ControlRequest request() {
            return aboutMailbox("mailbox.delete");
        }
    }

    @Command(name = "rename", description = "Renames a mailbox and what is below it.")
    private static final class Rename extends OneMailboxCommand {
        @Parameters(index = "2", paramLabel = "NEW-NAME")
        private String newName = "";

        Rename(Terminal terminal) {
            super(terminal);
        }

        @Override
        ControlRequest request() {
            return aboutMailbox("mailbox.rename", newName);
        }
    }

    /** Which of the messages that are held after they were expunged. */
    private static final class Choice {
        @Option(names = "--since", paramLabel = "DURATION", description = "Only what was expunged since: 2d, 6h.")
        private Optional<String> since = Optional.empty();

        @Option(names = "--folder", paramLabel = "MAILBOX", description = "Only what was expunged from there.")
        private Optional<String> folder = Optional.empty();

        @Option(names = "--message-id", paramLabel = "ID", description = "Only the message of this Message-ID.")
        private Optional<String> messageId = Optional.empty();

        Map<String, Optional<String>> options() {
            return Map.of("since", since, "folder", folder, "message-id", messageId);
        }
    }

    @Command(name = "expunged", description = "Lists expunged messages that can still be restored.")
    private static final class Expunged extends AccountCommand {
        @Mixin
        private Choice choice = new Choice();

        Expunged(Terminal terminal) {
            super(terminal);
        }

        @Override
        ControlRequest request() {
            return about("mailbox.expunged", choice.options());
        }
    }

    @Command(name = "restore", description = "Brings expunged messages back, with their flags and dates.")
    private static final class Restore extends AccountCommand {
        @Mixin
        private Choice choice = new Choice();

        Restore(Terminal terminal) {
            super(terminal);
        }

        @Override
        ControlRequest request() {
            return about("mailbox.restore", choice.options());
        }
    }

    @Command(name = "expire", description = "Removes what retention rules (store.expire) do not keep, now.")
    private static final class Expire extends AccountCommand {
        @Option(names = "--dry-run", description = "Only say what would be removed.")
        private boolean dryRun;

        Expire(Terminal terminal) {
            super(terminal);
        }

        @Override
        ControlRequest request() {
            return about("mailbox.expire", Map.of("dry-run", dryRun ? Optional.of("yes") : Optional.empty()));
        }
    }

    @Command(
            name = "check",
            description = {
                "Compares a user's files, indexes, caches and use, and says what differs.",
                "Changes nothing without --repair. Exits with 1 when faults remain."
            })
    private static final class Check extends AccountCommand {
        @Option(names = "--repair", description = "Mend what differs. No message is removed, and UIDs stay.")
        private boolean repair;

        @Option(names = "--full", description = "Read every message too; takes as long as reading them takes.")
        private boolean full;

        Check(Terminal terminal) {
            super(terminal);
        }

        @Override
        ControlRequest request() {
            return about("mailbox.check", Map.of("repair", given(repair, "yes"), "depth", given(full, "full")));
        }

        private static Optional<String> given(boolean is, String word) {
            return is ? Optional.of(word) : Optional.empty();
        }
    }

    @Command(name = "status", description = "Counts the messages of one mailbox or of all.")
    private static final class Status extends AccountCommand {
        @Parameters(index = "1", paramLabel = "MAILBOX", arity = "0..1")
        private Optional<String> mailbox = Optional.empty();

        Status(Terminal terminal) {
            super(terminal);
        }

        @Override
        ControlRequest request() {
            return about("mailbox.status", mailbox.stream().toArray(String[]::new));
        }
    }
}
