package org.postern.imap.feature;

import java.util.List;

/**
 * IMAP4rev2 (RFC 9051): the base, so its commands are in {@code imap.command}. For clients of rev1 it names the
 * extensions that became part of it.
 */
final class Rev2Feature implements ImapFeature {
    private static final List<String> CAPABILITIES = List.of(
            "IMAP4rev2",
            "ENABLE",
            "IDLE",
            "NAMESPACE",
            "UIDPLUS",
            "MOVE",
            "UNSELECT",
            "CHILDREN",
            "LIST-EXTENDED",
            "LIST-STATUS",
            "STATUS=SIZE",
            "ESEARCH",
            "SEARCHRES",
            "BINARY");

    @Override
    public List<String> capabilities(CapabilityFacts facts) {
        return CAPABILITIES;
    }

    @Override
    public List<String> enableNames() {
        return List.of("IMAP4rev2");
    }
}
