package org.postern.imap.search;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.postern.imap.response.Code;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Untagged;
import org.postern.imap.state.ImapContext;
import org.postern.imap.state.ModSeqs;
import org.postern.imap.state.SelectedMailbox;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.mime.MailCharset;
import org.postern.store.UidSet;

/**
 * What is searched for, by SEARCH and by the commands that begin with a search.
 *
 * @param charset the name the client gave, in upper case
 * @param modSeq whether the answer tells the highest mod-sequence, as it does when one was searched for (RFC 7162 3.1.5)
 */
public record SearchProgram(SearchKey key, Optional<String> charset, HighestModSeq modSeq, Relevancy relevancy) {
    /** The two that everybody knows; others that Java knows are understood too. */
    private static final List<String> COMMON = List.of("US-ASCII", "UTF-8");

    /** Whether messages are more or less relevant (RFC 6203 4). */
    public enum Relevancy {
        ALIKE,
        DIFFERS
    }

    /** Whether the answer tells the highest mod-sequence of what was found. */
    public enum HighestModSeq {
        TOLD,
        UNTOLD
    }

    /** Reads search keys, {@code CHARSET} before them if it stands there. */
    public static SearchProgram parse(ImapLexer in, SearchKeys keys) throws ImapSyntaxException {
        return in.tryWord("CHARSET") ? parseAfter(in, keys) : parse(in, keys, Optional.empty());
    }

    /** Reads search-criteria of RFC 5256 5: a charset, which must be there, and search keys. */
    public static SearchProgram parseCriteria(ImapLexer in, SearchKeys keys) throws ImapSyntaxException {
        Optional<String> charset = Optional.of(in.astring().toUpperCase(Locale.ROOT));
        in.space();
        return parse(in, keys, charset);
    }

    private static SearchProgram parseAfter(ImapLexer in, SearchKeys keys) throws ImapSyntaxException {
        in.space();
        return parseCriteria(in, keys);
    }

    private static SearchProgram parse(ImapLexer in, SearchKeys keys, Optional<String> charset)
            throws ImapSyntaxException {
        SearchParser parser = new SearchParser(in, keys, charset.flatMap(MailCharset::named));
        SearchKey key = parser.all();
        return new SearchProgram(key, charset, parser.modSeq(), parser.isFuzzy() ? Relevancy.DIFFERS : Relevancy.ALIKE);
    }

    /** As {@link #bind(ImapContext)}, after {@link #check}. */
    public SearchTest bind(ImapContext ctx, Search search) throws Refusal {
        check(ctx, search);
        return bind(ctx);
    }

    /**
     * Whether it can be searched so.
     *
     * @throws Refusal BAD when the options do not fit, NO for a charset that is not known; then a search that is to be saved
     *     leaves nothing behind (RFC 5182 2.1)
     */
    public void check(ImapContext ctx, Search search) throws Refusal {
        if (search.wants(ReturnOption.RELEVANCY)) {
            requireRelevancy();
        }
        if (search.wants(ReturnOption.UPDATE) && ctx.selected().followed().isFollowed(ctx.tag())) {
            throw Refusal.bad("The tag is in use: updates are sent for it"); // RFC 5267 4.3
        }
        if (search.wants(ReturnOption.SAVE) && !isCharsetKnown()) {
            ctx.selected().view().save(UidSet.NONE);
        }
        requireCharset();
    }

    /**
     * Makes it ready for the messages as the session knows them now.
     *
     * @throws Refusal BAD for sequence numbers that do not exist, NO for a charset that is not known
     */
    public SearchTest bind(ImapContext ctx) throws Refusal {
        requireCharset();
        return key.bind(scope(ctx, ctx.selected(), SearchScope.Numbers.KNOWN));
    }

    /** As {@link #bind(ImapContext)} for any mailbox; sequence numbers that do not exist name nothing (RFC 7377 2). */
    public SearchTest bindLeniently(ImapContext ctx, SelectedMailbox mailbox) throws Refusal {
        return key.bind(scope(ctx, mailbox, SearchScope.Numbers.ANY));
    }

    private static SearchScope scope(ImapContext ctx, SelectedMailbox mailbox, SearchScope.Numbers numbers) {
        return new SearchScope(
                mailbox.view(), ctx.comparator().collation(), ctx.clock().instant(), numbers, new SearchBudget());
    }

    private void requireCharset() throws Refusal {
        if (!isCharsetKnown()) {
            throw Refusal.no(Code.badCharset(COMMON), "The charset is not known");
        }
    }

    /**
     * For what is only possible when something is looked for loosely.
     *
     * @throws Refusal BAD when nothing is (RFC 6203 4, 6)
     */
    public void requireRelevancy() throws Refusal {
        if (relevancy == Relevancy.ALIKE) {
            throw Refusal.bad("RELEVANCY needs a FUZZY search key");
        }
    }

    private boolean isCharsetKnown() {
        return charset.isEmpty()
                || COMMON.contains(charset.get())
                || MailCharset.named(charset.get()).isPresent();
    }

    /** What the client is to be told before the answer, because it names mod-sequences. */
    public List<Untagged> first(ImapContext ctx) {
        return modSeq == HighestModSeq.TOLD ? ModSeqs.turnOn(ctx) : List.of();
    }
}
