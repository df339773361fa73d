package org.postern.imap.feature;

import java.util.List;

/** MULTIAPPEND (RFC 3502): several messages in one APPEND, which APPEND reads. */
final class MultiAppendFeature implements ImapFeature {
    @Override
    public List<String> capabilities(CapabilityFacts facts) {
        return List.of("MULTIAPPEND");
    }
}
