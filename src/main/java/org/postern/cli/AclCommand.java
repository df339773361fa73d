package org.postern.cli;

import org.postern.boot.ControlRequest;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code postern mailbox acl}. */
@Command(name = "acl", description = "Shows and changes who may do what to a mailbox.")
final class AclCommand extends CommandGroup {
    AclCommand() {}

    static CommandLine with(Terminal terminal) {
        return new CommandLine(new AclCommand())
                .addSubcommand(new ListAll(terminal))
                .addSubcommand(new SetRights(terminal))
                .addSubcommand(new Delete(terminal));
    }

    @Command(name = "list", description = "Lists the entries of a mailbox's access list.")
    private static final class ListAll extends OneMailboxCommand {
        ListAll(Terminal terminal) {
            super(terminal);
        }

        @Override
        ControlRequest request() {
            return aboutMailbox("mailbox.acl.list");
        }
    }

    @Command(
            name = "set",
            description = {
                "Gives somebody rights: l look up, r read, s seen, w other flags, i insert, p post, k make below,",
                "x delete, t mark deleted, e expunge, a administer. What begins with - comes behind --."
            })
    private static final class SetRights extends OneMailboxCommand {
        @Parameters(
                index = "2",
                paramLabel = "IDENTIFIER",
                description =
                        "An address, anyone, authenticated or owner; with - before it, rights that are taken away.")
        private String identifier = "";

        @Parameters(
                index = "3",
                paramLabel = "RIGHTS",
                description = "Letters; with + or - before them they change what there is; \"\" for none.")
        private String rights = "";

        SetRights(Terminal terminal) {
            super(terminal);
        }

        @Override
        ControlRequest request() {
            return aboutMailbox("mailbox.acl.set", identifier, rights);
        }
    }

    @Command(name = "delete", description = "Removes an entry.")
    private static final class Delete extends OneMailboxCommand {
        @Parameters(index = "2", paramLabel = "IDENTIFIER")
        private String identifier = "";

        Delete(Terminal terminal) {
            super(terminal);
        }

        @Override
        ControlRequest request() {
            return aboutMailbox("mailbox.acl.delete", identifier);
        }
    }
}
