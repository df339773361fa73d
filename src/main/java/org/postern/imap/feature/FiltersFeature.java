package org.postern.imap.feature;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postern.imap.codec.CommandText;
import org.postern.imap.response.Code;
import org.postern.imap.response.Completion;
import org.postern.imap.response.ProblemAnswer;
import org.postern.imap.response.Refusal;
import org.postern.imap.search.SearchKey;
import org.postern.imap.search.SearchKeys;
import org.postern.imap.search.SearchParser;
import org.postern.imap.search.SearchScope;
import org.postern.imap.search.SearchTest;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.StoreException;

/** FILTERS (RFC 5466): SEARCH by a name under which a search is kept as an annotation. */
final class FiltersFeature implements ImapFeature {
    /** RFC 5466 3.1: filters name filters so often, one within the other. */
    private static final int SUBSTITUTIONS = 3;

    private static final String VALUES = "/filters/values/";

    @Override
    public List<String> capabilities(CapabilityFacts facts) {
        return List.of("FILTERS");
    }

    @Override
    public Map<String, SearchKeys.Parser> searchKeys() {
        return Map.of("FILTER", FiltersFeature::parse);
    }

    private static SearchKey parse(SearchParser in) throws ImapSyntaxException {
        in.in().space();
        int from = in.in().position();
        String name = in.in().atom();
        if (name.indexOf('/') >= 0) {
            throw new ImapSyntaxException(from, "a filter's name has no \"/\"");
        }
        return new Filter(name, in);
    }

    /**
     * Whether an entry of the server that is about to be set can be: what a filter says must be a whole search.
     *
     * @param entry in lower case
     */
    static void check(String entry, byte[] value, SearchKeys keys) throws ImapSyntaxException {
        int root = entry.indexOf('/', 1);
        if (root > 0 && entry.startsWith(VALUES, root)) {
            ImapLexer in = new ImapLexer(
                    new CommandText(entry.substring(root + VALUES.length()).getBytes(StandardCharsets.US_ASCII)));
            boolean named = in.atom().indexOf('/') < 0 && in.peek() < 0;
            if (!named) {
                throw in.error("not the name of a filter");
            }
            read(new SearchParser(new ImapLexer(new CommandText(value)), keys, Optional.of(StandardCharsets.UTF_8)));
        }
    }

    private static SearchKey read(SearchParser text) throws ImapSyntaxException {
        SearchKey key = text.all();
        text.in().expectEnd();
        return key;
    }

    /** Stands for the keys of a filter as if they were in parentheses, so that NOT and OR mean all of it. */
    private record Filter(String name, SearchParser place) implements SearchKey {
        @Override
        public SearchTest bind(SearchScope scope) throws Refusal {
            if (place.charset()
                    .filter(charset -> !charset.equals(StandardCharsets.UTF_8))
                    .isPresent()) {
                throw new Refusal(Completion.bad(
                        Code.badCharset(List.of("US-ASCII", "UTF-8")),
                        "Filters are in UTF-8, and so is all with them"));
            }
            if (place.depth() == SUBSTITUTIONS) {
                throw undefined("Filters name each other too often");
            }
            try {
                byte[] text = scope.view()
                        .namedSearches()
                        .named(name)
                        .orElseThrow(() -> undefined("There is no such filter"));
                return read(place.inside(new ImapLexer(new CommandText(text)), scope.budget()))
                        .bind(scope);
            } catch (ImapSyntaxException e) {
                throw undefined("The filter is no search: " + e.getMessage());
            } catch (StoreException e) {
                throw new Refusal(ProblemAnswer.of(e));
            }
        }

        private Refusal undefined(String why) {
            return Refusal.no(new Code("UNDEFINED-FILTER " + name), why);
        }
    }
}
