package org.postern.imap.feature;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.postern.imap.search.SearchKey;
import org.postern.imap.search.SearchKeys;
import org.postern.imap.search.SearchParser;
import org.postern.imap.search.SearchTest;
import org.postern.imap.wire.ImapSyntaxException;

/** WITHIN (RFC 5032): SEARCH by how long ago a message was received, to the second. */
final class WithinFeature implements ImapFeature {
    /** Whether a message was received at a time that matches, both in seconds. */
    private interface Comparison {
        boolean holds(long received, long then);
    }

    @Override
    public List<String> capabilities(CapabilityFacts facts) {
        return List.of("WITHIN");
    }

    @Override
    public Map<String, SearchKeys.Parser> searchKeys() {
        return Map.of(
                "OLDER", in -> key(in, (received, then) -> received <= then),
                "YOUNGER", in -> key(in, (received, then) -> received >= then));
    }

    private static SearchKey key(SearchParser in, Comparison comparison) throws ImapSyntaxException {
        in.in().space();
        long seconds = in.in().nzNumber();
        return scope -> {
            Instant then = scope.now().minusSeconds(seconds);
            return SearchTest.of(
                    SearchTest.Cost.ROW,
                    row -> comparison.holds(row.received().getEpochSecond(), then.getEpochSecond()));
        };
    }
}
