package org.postern.imap.feature;

import java.util.List;
import org.postern.imap.command.CommandSpec;

/** SORT (RFC 5256), by display names too (RFC 5957), with RETURN (RFC 5267 3). */
final class SortFeature implements ImapFeature {
    @Override
    public List<String> capabilities(CapabilityFacts facts) {
        return List.of("SORT", "SORT=DISPLAY", "ESORT");
    }

    @Override
    public List<CommandSpec> commands() {
        return List.of(SortCommand.SPEC);
    }
}
