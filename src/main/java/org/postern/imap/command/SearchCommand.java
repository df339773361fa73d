package org.postern.imap.command;

import java.util.List;
import java.util.Optional;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.imap.search.Correlator;
import org.postern.imap.search.Search;
import org.postern.imap.search.SearchProgram;
import org.postern.imap.search.SearchResponses;
import org.postern.imap.search.SearchResponses.Answer;
import org.postern.imap.search.SearchTest;
import org.postern.imap.state.ImapContext;
import org.postern.imap.state.SessionState;
import org.postern.imap.syntax.Addressing;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.UidSet;

/** SEARCH and UID SEARCH (RFC 9051 6.4.4, 6.4.9), with RETURN (RFC 4731) and the saved result (RFC 5182). */
public record SearchCommand(Search search, SearchProgram program) implements ImapCommand {
    public static final CommandSpec SPEC = CommandSpec.named("SEARCH")
            .in(SessionState.SELECTED)
            .usesSequenceNumbers()
            .parsedWithUidForm(SearchCommand::parse);

    static SearchCommand parse(ImapLexer in, Grammar grammar, Addressing addressing) throws ImapSyntaxException {
        Search search = Search.parse(in, grammar.fetchItems(), addressing);
        return new SearchCommand(search, SearchProgram.parse(in, grammar.searchKeys()));
    }

    @Override
    public Responses execute(ImapContext ctx) throws Refusal {
        if (program.charset().isPresent() && ctx.isEnabled("UTF8=ACCEPT") && !ctx.isRev2()) {
            // RFC 6855 3: everything is UTF-8 then, and a charset is an error.
            throw Refusal.bad("CHARSET is not allowed with UTF8=ACCEPT");
        }
        SearchTest test = program.bind(ctx, search);
        Answer.Kind kind =
                search.form() == Search.Form.RETURN || ctx.isRev2() ? Answer.Kind.ESEARCH : Answer.Kind.SEARCH;
        Answer answer = new Answer(kind, Correlator.of(ctx.tag()), program.modSeq(), ctx.utf8());
        Processed processed = searched(ctx, test);
        SearchTest limited =
                processed.code().isEmpty() ? test : SearchTest.and(List.of(SearchTest.in(processed.uids()), test));
        return processed.of(
                SearchResponses.search(ctx.selected(), limited, search, answer).preceded(program.first(ctx)));
    }

    /** RFC 9738 3.1: the messages that are looked at count, and not those found. */
    private static Processed searched(ImapContext ctx, SearchTest test) {
        if (ctx.limits().messages().processed().isEmpty()) {
            return new Processed(UidSet.NONE, Optional.empty());
        }
        return Processed.of(ctx, ctx.selected().view().known(test.within()));
    }
}
