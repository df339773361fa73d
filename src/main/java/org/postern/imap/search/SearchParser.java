package org.postern.imap.search;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postern.imap.syntax.Addressing;
import org.postern.imap.syntax.MessageSet;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.mime.Octets;
import org.postern.store.UidSet;

/** Reads search keys with their texts in the charset that the client announced. */
public final class SearchParser {
    private final ImapLexer in;
    private final SearchKeys keys;
    private final Optional<Charset> charset;
    private final SearchBudget budget;
    private final int depth;
    private Exactness exactness = Exactness.EXACT;
    private boolean fuzzy;
    private SearchProgram.HighestModSeq modSeq = SearchProgram.HighestModSeq.UNTOLD;

    /**
     * A parser for one command.
     *
     * @param charset of texts; without one they are ASCII, and what is not is taken for UTF-8
     */
    public SearchParser(ImapLexer in, SearchKeys keys, Optional<Charset> charset) {
        this.in = in;
        this.keys = keys;
        this.charset = charset;
        this.budget = new SearchBudget();
        this.depth = 0;
    }

    private SearchParser(SearchParser outer, ImapLexer in, SearchBudget budget) {
        this.in = in;
        this.keys = outer.keys;
        this.charset = Optional.of(StandardCharsets.UTF_8);
        this.budget = budget;
        this.depth = outer.depth + 1;
    }

    /** Keys that stand in another text, in UTF-8, in the place of one of this. */
    public SearchParser inside(ImapLexer text, SearchBudget all) throws ImapSyntaxException {
        if (!all.hasRoomForText()) {
            throw in.error("too many searches within the search");
        }
        return new SearchParser(this, text, all);
    }

    /** How many texts this one stands in. */
    public int depth() {
        return depth;
    }

    /** Of the texts that are looked for, if the client named one that is not ASCII. */
    public Optional<Charset> charset() {
        return charset;
    }

    public ImapLexer in() {
        return in;
    }

    /** A mod-sequence is searched for. */
    public void usesModSeq() {
        modSeq = SearchProgram.HighestModSeq.TOLD;
    }

    /** Whether one was in what has been read so far. */
    public SearchProgram.HighestModSeq modSeq() {
        return modSeq;
    }

    /** How texts are to be found. */
    public enum Exactness {
        EXACT,
        FUZZY
    }

    /** How those of the key that is being read are to be found. */
    Exactness exactness() {
        return exactness;
    }

    /** Whether something was to be found loosely in what has been read so far. */
    boolean isFuzzy() {
        return fuzzy;
    }

    /** A space and a key whose texts are to be found loosely (RFC 6203 3). */
    public SearchKey nextKeyFuzzily() throws ImapSyntaxException {
        Exactness before = exactness;
        exactness = Exactness.FUZZY;
        fuzzy = true;
        SearchKey key = nextKey();
        exactness = before;
        return key;
    }

    /** One or more keys, all of which are to be met. */
    public SearchKey all() throws ImapSyntaxException {
        List<SearchKey> all = new ArrayList<>();
        do {
            all.add(key());
        } while (!in.atEnd() && in.tryConsume(' '));
        return and(all);
    }

    /** One key, which may be several in parentheses. */
    public SearchKey key() throws ImapSyntaxException {
        if (!budget.hasRoomForKey()) {
            throw in.error("too many search keys");
        }
        if (in.peek() == '(') {
            return and(in.list(inner -> key()));
        }
        if (MessageSet.startsAt(in)) {
            return set(Addressing.SEQUENCE);
        }
        return keys.parser(in).parse(this);
    }

    /** A space and a key. */
    public SearchKey nextKey() throws ImapSyntaxException {
        in.space();
        return key();
    }

    /** A set of messages; {@code $} is one too. */
    public SearchKey set(Addressing addressing) throws ImapSyntaxException {
        MessageSet set = MessageSet.parse(in);
        return scope -> {
            UidSet uids = scope.resolve(set, addressing);
            return SearchTest.in(uids);
        };
    }

    /** A space and a text to look for. */
    public String needleText() throws ImapSyntaxException {
        in.space();
        byte[] octets = in.astringOctets();
        return charset.isPresent()
                ? new String(octets, charset.get())
                : Octets.of(octets).text();
    }

    private static SearchKey and(List<SearchKey> all) {
        if (all.size() == 1) {
            return all.get(0);
        }
        return scope -> {
            List<SearchTest> tests = new ArrayList<>();
            for (SearchKey key : all) {
                tests.add(key.bind(scope));
            }
            return SearchTest.and(tests);
        };
    }
}
