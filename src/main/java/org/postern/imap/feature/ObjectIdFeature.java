package org.postern.imap.feature;

import java.util.List;
import java.util.Map;
import org.postern.imap.fetch.FetchItems;
import org.postern.imap.fetch.ObjectIdItem;
import org.postern.imap.response.Code;
import org.postern.imap.search.SearchKey;
import org.postern.imap.search.SearchKeys;
import org.postern.imap.search.SearchParser;
import org.postern.imap.search.SearchTest;
import org.postern.imap.search.SearchTest.Cost;
import org.postern.imap.syntax.StatusItem;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.wire.CharClass;

/**
 * OBJECTID (RFC 8474): mailboxes and messages keep their ids whatever becomes of their names and numbers. CREATE and SELECT
 * tell MAILBOXID themselves.
 */
final class ObjectIdFeature implements ImapFeature {
    private static final CharClass CHARACTERS =
            CharClass.of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");
    private static final int LONGEST = 255;

    @Override
    public List<String> capabilities(CapabilityFacts facts) {
        return List.of("OBJECTID");
    }

    @Override
    public Map<String, FetchItems.Parser> fetchItems() {
        return Map.of("EMAILID", in -> ObjectIdItem.EMAILID, "THREADID", in -> ObjectIdItem.THREADID);
    }

    @Override
    public List<StatusItem> statusItems() {
        return List.of(new StatusItem(
                "MAILBOXID", (account, status, appendLimit) -> "(" + Code.objectId(status.info()) + ")"));
    }

    @Override
    public Map<String, SearchKeys.Parser> searchKeys() {
        return Map.of("EMAILID", ObjectIdFeature::email, "THREADID", ObjectIdFeature::thread);
    }

    private static SearchKey email(SearchParser keys) throws ImapSyntaxException {
        String id = objectId(keys);
        return view ->
                SearchTest.of(Cost.ROW, row -> row.emailId().filter(id::equals).isPresent());
    }

    private static SearchKey thread(SearchParser keys) throws ImapSyntaxException {
        objectId(keys);
        return view -> SearchTest.of(Cost.ROW, row -> false);
    }

    private static String objectId(SearchParser keys) throws ImapSyntaxException {
        ImapLexer in = keys.in();
        in.space();
        int from = in.position();
        String id = in.run(CHARACTERS, "object id");
        if (id.length() > LONGEST) {
            throw new ImapSyntaxException(from, "object id too long");
        }
        return id;
    }
}
