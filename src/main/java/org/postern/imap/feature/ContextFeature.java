package org.postern.imap.feature;

import java.util.List;
import org.postern.imap.command.CommandSpec;

/** Contexts (RFC 5267 4) and PARTIAL (RFC 9394): results in parts, and told as they change. */
final class ContextFeature implements ImapFeature {
    @Override
    public List<String> capabilities(CapabilityFacts facts) {
        return List.of("CONTEXT=SEARCH", "CONTEXT=SORT", "PARTIAL");
    }

    @Override
    public List<CommandSpec> commands() {
        return List.of(CancelUpdateCommand.SPEC);
    }
}
