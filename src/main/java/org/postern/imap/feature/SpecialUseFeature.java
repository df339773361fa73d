package org.postern.imap.feature;

import java.util.List;

/** SPECIAL-USE and CREATE-SPECIAL-USE (RFC 6154; \Important is RFC 8457): LIST's part is in rev2, CREATE's in CREATE. */
final class SpecialUseFeature implements ImapFeature {
    @Override
    public List<String> capabilities(CapabilityFacts facts) {
        return List.of("SPECIAL-USE", "CREATE-SPECIAL-USE");
    }
}
