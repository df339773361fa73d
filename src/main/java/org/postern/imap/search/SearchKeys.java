package org.postern.imap.search;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postern.imap.fetch.FetchRow;
import org.postern.imap.fetch.FieldNames;
import org.postern.imap.fetch.OpenedMessage;
import org.postern.imap.search.SearchTest.Cost;
import org.postern.imap.syntax.Addressing;
import org.postern.imap.syntax.DateSyntax;
import org.postern.imap.syntax.FlagSyntax;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.mime.DateParser;
import org.postern.mime.FuzzySearch;
import org.postern.mime.FuzzyWords;
import org.postern.mime.HeaderField;
import org.postern.mime.Needle;
import org.postern.mime.Sought;
import org.postern.mime.TextPlace;
import org.postern.mime.TextSearch;
import org.postern.store.StoreException;
import org.postern.store.SystemFlag;

/** The keys that SEARCH knows, by name: those of RFC 9051 and RFC 3501, and what extensions add. Immutable. */
public final class SearchKeys {
    /** Reads what stands behind the name of a key. */
    @FunctionalInterface
    public interface Parser {
        SearchKey parse(SearchParser in) throws ImapSyntaxException;
    }

    private static final FieldNames DATE = FieldNames.of("Date");

    /** The base protocol. */
    public static final SearchKeys BASE = new SearchKeys(base());

    private final Map<String, Parser> parsers;

    private SearchKeys(Map<String, Parser> parsers) {
        this.parsers = Collections.unmodifiableMap(parsers);
    }

    /**
     * This table and more keys.
     *
     * @param more by names in upper case
     * @throws IllegalArgumentException when a name is taken
     */
    public SearchKeys with(Map<String, Parser> more) {
        Map<String, Parser> all = new LinkedHashMap<>(parsers);
        more.forEach((name, parser) -> {
            if (all.putIfAbsent(name, parser) != null) {
                throw new IllegalArgumentException("two search keys named " + name);
            }
        });
        return new SearchKeys(all);
    }

    /** The names, in upper case. */
    public Set<String> names() {
        return parsers.keySet();
    }

    /** The parser of the key whose name stands here. */
    Parser parser(ImapLexer in) throws ImapSyntaxException {
        int from = in.position();
        Parser parser = parsers.get(in.word());
        if (parser == null) {
            throw new ImapSyntaxException(from, "unknown search key");
        }
        return parser;
    }

    private static Map<String, Parser> base() {
        Map<String, Parser> base = new LinkedHashMap<>();
        rows(base);
        dates(base);
        texts(base);
        base.put("NOT", in -> not(in.nextKey()));
        base.put("OR", in -> or(in.nextKey(), in.nextKey()));
        return base;
    }

    private static void rows(Map<String, Parser> base) {
        base.put("ALL", in -> row(row -> true));
        base.put("NEW", in -> row(row -> row.isRecent() && !row.flags().has(SystemFlag.SEEN)));
        base.put("OLD", in -> row(row -> !row.isRecent()));
        base.put("RECENT", in -> row(FetchRow::isRecent));
        for (SystemFlag flag : SystemFlag.values()) {
            base.put(flag.name(), in -> row(row -> row.flags().has(flag)));
            base.put("UN" + flag.name(), in -> row(row -> !row.flags().has(flag)));
        }
        base.put("KEYWORD", in -> {
            String keyword = keyword(in);
            return row(row -> row.flags().hasKeyword(keyword));
        });
        base.put("UNKEYWORD", in -> {
            String keyword = keyword(in);
            return row(row -> !row.flags().hasKeyword(keyword));
        });
        base.put("LARGER", in -> {
            long octets = octets(in);
            return row(row -> row.octets() > octets);
        });
        base.put("SMALLER", in -> {
            long octets = octets(in);
            return row(row -> row.octets() < octets);
        });
        base.put("UID", in -> {
            in.in().space();
            return in.set(Addressing.UID);
        });
    }

    private static void dates(Map<String, Parser> base) {
        base.put("BEFORE", in -> received(in, (time, from, to) -> time.isBefore(from)));
        base.put("ON", in -> received(in, (time, from, to) -> !time.isBefore(from) && time.isBefore(to)));
        base.put("SINCE", in -> received(in, (time, from, to) -> !time.isBefore(from)));
        base.put("SENTBEFORE", in -> sent(in, (day, date) -> day.isBefore(date)));
        base.put("SENTON", in -> sent(in, (day, date) -> day.equals(date)));
        base.put("SENTSINCE", in -> sent(in, (day, date) -> !day.isBefore(date)));
    }

    private static void texts(Map<String, Parser> base) {
        for (String field : new String[] {"BCC", "CC", "FROM", "SUBJECT", "TO"}) {
            base.put(field, in -> field(in, field));
        }
        base.put("HEADER", in -> {
            in.in().space();
            String name = in.in().astring();
            return field(in, name);
        });
        base.put("BODY", in -> {
            return message(in, Set.of(TextPlace.INSIDE), TextSearch::bodyContains);
        });
        base.put("TEXT", in -> {
            return message(in, EnumSet.allOf(TextPlace.class), TextSearch::textContains);
        });
    }

    private static SearchKey row(SearchTest.Condition condition) {
        return scope -> SearchTest.of(Cost.ROW, condition);
    }

    private static SearchKey not(SearchKey key) {
        return scope -> SearchTest.not(key.bind(scope));
    }

    private static SearchKey or(SearchKey a, SearchKey b) {
        return scope -> SearchTest.or(a.bind(scope), b.bind(scope));
    }

    private static String keyword(SearchParser in) throws ImapSyntaxException {
        in.in().space();
        return FlagSyntax.parseKeyword(in.in());
    }

    private static long octets(SearchParser in) throws ImapSyntaxException {
        in.in().space();
        return in.in().number64();
    }

    /** Compares the day of a message with the one asked for. */
    private interface Comparison {
        boolean holds(LocalDate day, LocalDate date);
    }

    private static LocalDate date(SearchParser in) throws ImapSyntaxException {
        in.in().space();
        return DateSyntax.parseDate(in.in());
    }

    /** Compares the time of a message with a day's beginning and end. */
    private interface TimeComparison {
        boolean holds(Instant time, Instant from, Instant to);
    }

    /** INTERNALDATE without its time, in the zone in which FETCH tells it. */
    private static SearchKey received(SearchParser in, TimeComparison comparison) throws ImapSyntaxException {
        LocalDate date = date(in);
        Instant from = date.atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant to = from.plus(Duration.ofDays(1));
        return row(row -> comparison.holds(row.received(), from, to));
    }

    /** The Date field without time and zone, as its writer saw it; a message without a date is not found. */
    private static SearchKey sent(SearchParser in, Comparison comparison) throws ImapSyntaxException {
        LocalDate date = date(in);
        return scope -> SearchTest.of(Cost.HEADER, row -> {
            Optional<OffsetDateTime> sent =
                    row.headerWith(DATE).first("Date").map(HeaderField::raw).flatMap(DateParser::parse);
            return sent.isPresent() && comparison.holds(sent.get().toLocalDate(), date);
        });
    }

    /** One field, whose name was read already. */
    private static SearchKey field(SearchParser in, String name) throws ImapSyntaxException {
        FieldNames names = FieldNames.of(name);
        return text(
                in,
                Set.of(TextPlace.HEADER),
                Cost.HEADER,
                (row, sought) -> TextSearch.fieldContains(row.headerWith(names), name, sought));
    }

    /** Looks into a message. */
    private interface Looking {
        boolean finds(TextSearch search, Sought sought) throws IOException;
    }

    private static SearchKey message(SearchParser in, Set<TextPlace> places, Looking looking)
            throws ImapSyntaxException {
        return text(in, places, Cost.BODY, (row, sought) -> {
            TextSearch search = new TextSearch(row.source(), row.structure(), row.limits());
            return OpenedMessage.reading(() -> looking.finds(search, sought));
        });
    }

    /** Looks for a text somewhere in a message; true when there is no need to look on. */
    private interface TextIn {
        boolean finds(FetchRow row, Sought sought) throws StoreException;
    }

    private static SearchKey text(SearchParser in, Set<TextPlace> places, Cost cost, TextIn place)
            throws ImapSyntaxException {
        SearchParser.Exactness exactness = in.exactness();
        String text = in.needleText();
        return switch (exactness) {
            case EXACT ->
                scope -> {
                    Needle needle = new Needle(text, scope.collation());
                    return new TextTest(needle, places, SearchTest.of(cost, row -> place.finds(row, needle)));
                };
            case FUZZY -> {
                FuzzyWords words = new FuzzyWords(text);
                yield scope -> SearchTest.fuzzy(cost, row -> {
                    FuzzySearch search = words.begin();
                    place.finds(row, search);
                    return search.score();
                });
            }
        };
    }
}
