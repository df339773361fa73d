package org.postern.imap.feature;

import java.util.List;
import org.postern.imap.command.CommandSpec;

/** NOTIFY (RFC 5465): a client is told without asking, of the selected mailbox and of others. */
final class NotifyFeature implements ImapFeature {
    @Override
    public List<String> capabilities(CapabilityFacts facts) {
        return List.of("NOTIFY");
    }

    @Override
    public List<CommandSpec> commands() {
        return List.of(NotifyCommand.SPEC);
    }
}
