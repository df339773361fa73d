package org.postern.imap.feature;

import java.util.List;

/** LITERAL+ (RFC 7888); with IMAP4rev2 enabled LITERAL-, which is its base (RFC 9051 4.3). */
final class LiteralFeature implements ImapFeature {
    @Override
    public List<String> capabilities(CapabilityFacts facts) {
        return switch (facts.revision()) {
            case REV1 -> List.of("LITERAL+");
            case REV2 -> List.of("LITERAL-");
        };
    }
}
