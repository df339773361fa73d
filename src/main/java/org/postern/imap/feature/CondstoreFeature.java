package org.postern.imap.feature;

import java.util.List;
import java.util.Map;
import org.postern.imap.fetch.FetchItems;
import org.postern.imap.search.SearchKey;
import org.postern.imap.search.SearchKeys;
import org.postern.imap.search.SearchParser;
import org.postern.imap.search.SearchTest;
import org.postern.imap.state.ModSeqs;
import org.postern.imap.syntax.ModSeqSyntax;
import org.postern.imap.syntax.StatusItem;
import org.postern.imap.wire.ImapChars;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;

/**
 * CONDSTORE and QRESYNC (RFC 7162). What they change of SELECT, FETCH, STORE and of unasked responses stands in the base
 * commands and in {@link org.postern.imap.state.UpdateLines}.
 */
final class CondstoreFeature implements ImapFeature {
    @Override
    public List<String> capabilities(CapabilityFacts facts) {
        return List.of(ModSeqs.CONDSTORE, ModSeqs.QRESYNC);
    }

    @Override
    public List<String> enableNames() {
        return List.of(ModSeqs.CONDSTORE, ModSeqs.QRESYNC);
    }

    @Override
    public Map<String, FetchItems.Parser> fetchItems() {
        return Map.of("MODSEQ", in -> FetchItems.modSeq());
    }

    @Override
    public Map<String, SearchKeys.Parser> searchKeys() {
        return Map.of("MODSEQ", CondstoreFeature::searchKey);
    }

    @Override
    public List<StatusItem> statusItems() {
        return List.of(StatusItem.number(
                ModSeqs.HIGHEST, status -> status.highestModSeq().value()));
    }

    /** RFC 7162 3.1.5: a message has one mod-sequence for all that it has, so a metadata item named makes no difference. */
    private static SearchKey searchKey(SearchParser keys) throws ImapSyntaxException {
        ImapLexer in = keys.in();
        in.space();
        if (!ImapChars.DIGIT.contains(in.peek())) {
            in.string();
            in.space();
            if (!in.tryWord("ALL") && !in.tryWord("PRIV") && !in.tryWord("SHARED")) {
                throw in.error("all, priv or shared expected");
            }
            in.space();
        }
        long least = ModSeqSyntax.parse(in).value();
        keys.usesModSeq();
        return scope -> SearchTest.of(SearchTest.Cost.ROW, row -> row.modSeq() >= least);
    }
}
