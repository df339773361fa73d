package org.postern.imap.feature;

import java.util.List;

/** INPROGRESS (RFC 9585): the dispatcher tells it, of whatever command is pulled for long. */
final class InProgressFeature implements ImapFeature {
    @Override
    public List<String> capabilities(CapabilityFacts facts) {
        return List.of("INPROGRESS");
    }
}
