package org.postern.imap.feature;

import java.util.List;
import org.postern.imap.command.CommandSpec;

/**
 * ACL with RIGHTS=texk (RFC 4314); LIST-MYRIGHTS (RFC 8440), whose part is in LIST. That rights are kept to is the work of the
 * store that sessions are given.
 */
final class AclFeature implements ImapFeature {
    @Override
    public List<String> capabilities(CapabilityFacts facts) {
        return List.of("ACL", "RIGHTS=texk", "LIST-MYRIGHTS");
    }

    @Override
    public List<CommandSpec> commands() {
        return List.of(
                SetAclCommand.SPEC,
                SetAclCommand.DELETEACL,
                GetAclCommand.SPEC,
                ListRightsCommand.SPEC,
                MyRightsCommand.SPEC);
    }
}
