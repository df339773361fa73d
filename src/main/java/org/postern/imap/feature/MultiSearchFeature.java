package org.postern.imap.feature;

import java.util.List;
import org.postern.imap.command.CommandSpec;

/** MULTISEARCH (RFC 7377). */
final class MultiSearchFeature implements ImapFeature {
    @Override
    public List<String> capabilities(CapabilityFacts facts) {
        return List.of("MULTISEARCH");
    }

    @Override
    public List<CommandSpec> commands() {
        return List.of(EsearchCommand.SPEC);
    }
}
