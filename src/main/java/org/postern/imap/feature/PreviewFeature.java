package org.postern.imap.feature;

import java.util.List;
import java.util.Map;
import org.postern.imap.fetch.FetchItems;
import org.postern.imap.fetch.PreviewItem;

/** PREVIEW (RFC 8970). */
final class PreviewFeature implements ImapFeature {
    @Override
    public List<String> capabilities(CapabilityFacts facts) {
        return List.of("PREVIEW");
    }

    @Override
    public Map<String, FetchItems.Parser> fetchItems() {
        return Map.of("PREVIEW", PreviewItem::parse);
    }
}
