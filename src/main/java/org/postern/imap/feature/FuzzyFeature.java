package org.postern.imap.feature;

import java.util.List;
import java.util.Map;
import org.postern.imap.search.SearchKeys;
import org.postern.imap.search.SearchParser;

/** SEARCH=FUZZY (RFC 6203): texts are found by their words, in any order and also when they are not quite right. */
final class FuzzyFeature implements ImapFeature {
    @Override
    public List<String> capabilities(CapabilityFacts facts) {
        return List.of("SEARCH=FUZZY");
    }

    @Override
    public Map<String, SearchKeys.Parser> searchKeys() {
        return Map.of("FUZZY", SearchParser::nextKeyFuzzily);
    }
}
