package org.postern.imap.feature;

import java.util.List;
import org.postern.imap.command.CommandSpec;

/** I18NLEVEL=1 and 2 (RFC 5255 4): clients choose how texts are compared. */
final class I18nFeature implements ImapFeature {
    @Override
    public List<String> capabilities(CapabilityFacts facts) {
        return List.of("I18NLEVEL=2");
    }

    @Override
    public List<CommandSpec> commands() {
        return List.of(ComparatorCommand.SPEC);
    }
}
