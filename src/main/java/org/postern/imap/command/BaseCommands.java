package org.postern.imap.command;

import java.util.List;

/** The commands of RFC 9051. */
final class BaseCommands {
    public static final List<CommandSpec> ALL = List.of(
            CapabilityCommand.SPEC,
            NoopCommand.SPEC,
            LogoutCommand.SPEC,
            StartTlsCommand.SPEC,
            AuthenticateCommand.SPEC,
            LoginCommand.SPEC,
            EnableCommand.SPEC,
            SelectCommand.SPEC,
            SelectCommand.EXAMINE,
            CreateCommand.SPEC,
            DeleteCommand.SPEC,
            RenameCommand.SPEC,
            SubscribeCommand.SPEC,
            SubscribeCommand.UNSUBSCRIBE,
            ListCommand.SPEC,
            NamespaceCommand.SPEC,
            StatusCommand.SPEC,
            AppendCommand.SPEC,
            IdleCommand.SPEC,
            CloseCommand.SPEC,
            UnselectCommand.SPEC,
            ExpungeCommand.SPEC,
            SearchCommand.SPEC,
            FetchCommand.SPEC,
            StoreCommand.SPEC,
            CopyCommand.SPEC,
            MoveCommand.SPEC);

    private BaseCommands() {}
}
