package org.postern.imap.feature;

import java.util.List;
import java.util.Optional;
import org.postern.imap.command.CommandSpec;
import org.postern.imap.state.AnnotationNews;
import org.postern.imap.state.ImapContext;
import org.postern.store.AnnotationValue;
import org.postern.store.UserName;

/** METADATA (RFC 5464), of mailboxes and of the server; LIST-METADATA (RFC 9590), whose part is in LIST. */
final class MetadataFeature implements ImapFeature {
    /** RFC 5464 3.2.1.1: read-only, a URI. */
    static final String CONTACT = "/shared/admin";

    @Override
    public List<String> capabilities(CapabilityFacts facts) {
        return List.of("METADATA", "LIST-METADATA");
    }

    @Override
    public List<String> enableNames() {
        return List.of(AnnotationNews.NAME);
    }

    @Override
    public List<CommandSpec> commands() {
        return List.of(GetMetadataCommand.SPEC, SetMetadataCommand.SPEC);
    }

    static Optional<AnnotationValue> contact(ImapContext ctx) {
        return ctx.administration()
                .contact()
                .map(UserName::address)
                .map(address -> AnnotationValue.of("mailto:" + address));
    }
}
