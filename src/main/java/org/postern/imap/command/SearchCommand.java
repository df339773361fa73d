package org.postern.imap.command;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.postern.imap.response.Code;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.imap.response.Untagged;
import org.postern.imap.search.ReturnOption;
import org.postern.imap.search.Search;
import org.postern.imap.search.SearchKey;
import org.postern.imap.search.SearchParser;
import org.postern.imap.search.SearchResponses;
import org.postern.imap.search.SearchTest;
import org.postern.imap.state.ImapContext;
import org.postern.imap.state.ModSeqs;
import org.postern.imap.state.SelectedMailbox;
import org.postern.imap.state.SessionState;
import org.postern.imap.syntax.Addressing;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.mime.MailCharset;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/**
 * SEARCH and UID SEARCH (RFC 9051 6.4.4, 6.4.9), with RETURN (RFC 4731) and the saved result (RFC 5182).
 *
 * @param charset the name the client gave, in upper case
 */
public record SearchCommand(Search search, Optional<String> charset) implements ImapCommand {
    public static final CommandSpec SPEC = CommandSpec.named("SEARCH")
            .in(SessionState.SELECTED)
            .usesSequenceNumbers()
            .parsedWithUidForm(SearchCommand::parse);

    /** The two that everybody knows; others that Java knows are understood too. */
    private static final List<String> COMMON = List.of("US-ASCII", "UTF-8");

    static SearchCommand parse(ImapLexer in, Grammar grammar, Addressing addressing) throws ImapSyntaxException {
        Search.Form form = Search.Form.PLAIN;
        Set<ReturnOption> options = EnumSet.of(ReturnOption.ALL);
        if (in.tryWord("RETURN")) {
            in.space();
            form = Search.Form.RETURN;
            options = ReturnOption.parse(in);
            in.space();
        }
        Optional<String> charset = Optional.empty();
        if (in.tryWord("CHARSET")) {
            in.space();
            charset = Optional.of(in.astring().toUpperCase(Locale.ROOT));
            in.space();
        }
        SearchParser keys = new SearchParser(in, grammar.searchKeys(), charset.flatMap(MailCharset::named));
        SearchKey key = keys.all();
        return new SearchCommand(new Search(key, addressing, form, options, keys.modSeq()), charset);
    }

    @Override
    public Responses execute(ImapContext ctx) throws StoreException, Refusal {
        SelectedMailbox selected = ctx.selected();
        checkCharset(ctx, selected);
        List<Untagged> first = search.modSeq() == Search.HighestModSeq.TOLD ? ModSeqs.turnOn(ctx) : List.of();
        SearchResponses.Answer.Kind kind = search.form() == Search.Form.RETURN || ctx.isRev2()
                ? SearchResponses.Answer.Kind.ESEARCH
                : SearchResponses.Answer.Kind.SEARCH;
        SearchTest test = search.key().bind(selected.view());
        return new SearchResponses(selected, test, search, new SearchResponses.Answer(kind, ctx.tag())).preceded(first);
    }

    private void checkCharset(ImapContext ctx, SelectedMailbox selected) throws Refusal {
        if (charset.isEmpty()) {
            return;
        }
        if (ctx.isEnabled("UTF8=ACCEPT") && !ctx.isRev2()) {
            // RFC 6855 3: everything is UTF-8 then, and a charset is an error.
            throw Refusal.bad("CHARSET is not allowed with UTF8=ACCEPT");
        }
        if (!COMMON.contains(charset.get()) && MailCharset.named(charset.get()).isEmpty()) {
            if (search.wants(ReturnOption.SAVE)) {
                selected.view().save(UidSet.NONE);
            }
            throw Refusal.no(Code.badCharset(COMMON), "The charset is not known");
        }
    }
}
