package org.postern.imap.feature;

import java.util.List;
import org.postern.imap.command.CommandSpec;
import org.postern.imap.syntax.StatusItem;
import org.postern.store.MailboxStatus;

/** IMAP4rev1 (RFC 3501): what rev2 left out. \Recent itself is kept by the view. */
final class Rev1Feature implements ImapFeature {
    @Override
    public List<String> capabilities(CapabilityFacts facts) {
        return List.of("IMAP4rev1");
    }

    @Override
    public List<CommandSpec> commands() {
        return List.of(CheckCommand.SPEC, LsubCommand.SPEC);
    }

    @Override
    public List<StatusItem> statusItems() {
        return List.of(StatusItem.number("RECENT", MailboxStatus::recent));
    }
}
