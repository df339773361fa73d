package org.postern.imap.fetch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.postern.imap.fetch.SectionItem.Reading;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.wire.CharClass;

/** The items that FETCH knows, by name: those of RFC 9051 and RFC 3501, and what extensions add. Immutable. */
public final class FetchItems {
    /** Reads what stands behind the name of an item. */
    @FunctionalInterface
    public interface Parser {
        FetchItem parse(ImapLexer in) throws ImapSyntaxException;
    }

    private static final CharClass NAME =
            CharClass.of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_");

    private static final List<FetchItem> FAST = List.of(RowItem.FLAGS, RowItem.INTERNALDATE, RowItem.SIZE);
    private static final Map<String, List<FetchItem>> MACROS = Map.of(
            "FAST", FAST,
            "ALL", plus(FAST, EnvelopeItem.ENVELOPE),
            "FULL", plus(FAST, EnvelopeItem.ENVELOPE, StructureItem.BODY));

    /** The base protocol. */
    public static final FetchItems BASE = new FetchItems(base());

    private final Map<String, Parser> parsers;

    private FetchItems(Map<String, Parser> parsers) {
        this.parsers = Collections.unmodifiableMap(parsers);
    }

    /**
     * This table and more items.
     *
     * @param more by names in upper case
     * @throws IllegalArgumentException when a name is taken
     */
    public FetchItems with(Map<String, Parser> more) {
        Map<String, Parser> all = new LinkedHashMap<>(parsers);
        more.forEach((name, parser) -> {
            if (all.putIfAbsent(name, parser) != null) {
                throw new IllegalArgumentException("two FETCH items named " + name);
            }
        });
        return new FetchItems(all);
    }

    /** The names, in upper case. */
    public Set<String> names() {
        return parsers.keySet();
    }

    /** FLAGS, which answers also tell unasked. */
    public static FetchItem flags() {
        return RowItem.FLAGS;
    }

    /** UID, which UID commands tell unasked. */
    public static FetchItem uid() {
        return RowItem.UID;
    }

    /** MODSEQ (RFC 7162 3.1.4.2), which CHANGEDSINCE tells unasked. */
    public static FetchItem modSeq() {
        return RowItem.MODSEQ;
    }

    /** Reads a macro, one item, or several in parentheses; without duplicates. */
    public List<FetchItem> parse(ImapLexer in) throws ImapSyntaxException {
        if (in.peek() == '(') {
            return List.copyOf(new LinkedHashSet<>(in.list(this::item)));
        }
        List<FetchItem> macro = MACROS.get(in.peekWord());
        if (macro != null) {
            in.word();
            return macro;
        }
        return List.of(item(in));
    }

    private FetchItem item(ImapLexer in) throws ImapSyntaxException {
        int from = in.position();
        String name = in.run(NAME, "FETCH item").toUpperCase(Locale.ROOT);
        Parser parser = parsers.get(name);
        if (parser == null) {
            throw new ImapSyntaxException(from, "unknown FETCH item");
        }
        return parser.parse(in);
    }

    private static Map<String, Parser> base() {
        Map<String, Parser> base = new LinkedHashMap<>();
        base.put("FLAGS", in -> RowItem.FLAGS);
        base.put("UID", in -> RowItem.UID);
        base.put("INTERNALDATE", in -> RowItem.INTERNALDATE);
        base.put("RFC822.SIZE", in -> RowItem.SIZE);
        base.put("ENVELOPE", in -> EnvelopeItem.ENVELOPE);
        base.put("BODYSTRUCTURE", in -> StructureItem.BODYSTRUCTURE);
        base.put("BODY", in -> in.peek() == '[' ? SectionItem.parse(in, Reading.SETS_SEEN) : StructureItem.BODY);
        base.put("BODY.PEEK", in -> SectionItem.parse(in, Reading.PEEKS));
        base.put("BINARY", in -> BinaryItem.parse(in, Reading.SETS_SEEN));
        base.put("BINARY.PEEK", in -> BinaryItem.parse(in, Reading.PEEKS));
        base.put("BINARY.SIZE", BinaryItem::parseSize);
        base.put("RFC822", in -> SectionItem.RFC822);
        base.put("RFC822.HEADER", in -> SectionItem.RFC822_HEADER);
        base.put("RFC822.TEXT", in -> SectionItem.RFC822_TEXT);
        return base;
    }

    private static List<FetchItem> plus(List<FetchItem> items, FetchItem... more) {
        List<FetchItem> all = new ArrayList<>(items);
        all.addAll(List.of(more));
        return List.copyOf(all);
    }
}
