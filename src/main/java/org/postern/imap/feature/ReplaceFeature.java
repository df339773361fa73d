package org.postern.imap.feature;

import java.util.List;
import org.postern.imap.command.CommandSpec;
import org.postern.imap.command.ReplaceCommand;

/** REPLACE (RFC 8508): a message comes and another goes, in one step. */
final class ReplaceFeature implements ImapFeature {
    @Override
    public List<String> capabilities(CapabilityFacts facts) {
        return List.of("REPLACE");
    }

    @Override
    public List<CommandSpec> commands() {
        return List.of(ReplaceCommand.SPEC);
    }
}
