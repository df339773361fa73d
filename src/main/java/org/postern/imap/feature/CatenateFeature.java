package org.postern.imap.feature;

import java.util.List;

/** CATENATE (RFC 4469): a message put together from pieces sent and pieces stored, which APPEND reads. */
final class CatenateFeature implements ImapFeature {
    @Override
    public List<String> capabilities(CapabilityFacts facts) {
        return List.of("CATENATE");
    }
}
