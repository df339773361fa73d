package org.postern.imap.feature;

import java.util.List;
import java.util.Map;
import org.postern.imap.search.SearchKey;
import org.postern.imap.search.SearchKeys;
import org.postern.imap.search.SearchParser;
import org.postern.imap.search.SearchTest;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.UidSet;

/** MESSAGELIMIT and SAVELIMIT (RFC 9738), where the operator has set one; the commands know what they may process. */
final class MessageLimitFeature implements ImapFeature {
    @Override
    public List<String> capabilities(CapabilityFacts facts) {
        return facts.limits().messages().capability().stream().toList();
    }

    /** RFC 9738 3.2. */
    @Override
    public Map<String, SearchKeys.Parser> searchKeys() {
        return Map.of(
                "UIDAFTER",
                        keys -> {
                            long uid = uid(keys);
                            return in(uid == UidSet.MAX ? UidSet.NONE : UidSet.range(uid + 1, UidSet.MAX));
                        },
                "UIDBEFORE",
                        keys -> {
                            long uid = uid(keys);
                            return in(uid == 1 ? UidSet.NONE : UidSet.range(1, uid - 1));
                        });
    }

    private static long uid(SearchParser keys) throws ImapSyntaxException {
        keys.in().space();
        return keys.in().nzNumber();
    }

    private static SearchKey in(UidSet uids) {
        return view -> SearchTest.in(uids);
    }
}
