package org.postern.imap.feature;

import java.util.List;

/** UTF8=ACCEPT (RFC 6855): strings and mailbox names in UTF-8 once enabled; APPEND's UTF8 form is read by APPEND. */
final class Utf8Feature implements ImapFeature {
    @Override
    public List<String> capabilities(CapabilityFacts facts) {
        return List.of("UTF8=ACCEPT");
    }

    @Override
    public List<String> enableNames() {
        return List.of("UTF8=ACCEPT");
    }
}
