package org.postern.imap.feature;

import java.security.SecureRandom;
import java.util.List;
import org.postern.imap.command.CommandSpec;
import org.postern.imap.command.Grammar;
import org.postern.imap.command.ImapCommand;
import org.postern.imap.command.Processed;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.imap.search.Correlator;
import org.postern.imap.search.Search;
import org.postern.imap.search.SearchProgram;
import org.postern.imap.search.SearchResponses;
import org.postern.imap.search.SearchResponses.Answer;
import org.postern.imap.search.SearchTest;
import org.postern.imap.sort.Keeping;
import org.postern.imap.sort.SortCriterion;
import org.postern.imap.sort.Sorting;
import org.postern.imap.state.ImapContext;
import org.postern.imap.state.SessionState;
import org.postern.imap.syntax.Addressing;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;

/** SORT and UID SORT (RFC 5256 3), with RETURN (RFC 5267 3). */
record SortCommand(Search search, List<SortCriterion> criteria, SearchProgram program) implements ImapCommand {
    static final CommandSpec SPEC = CommandSpec.named("SORT")
            .in(SessionState.SELECTED)
            .usesSequenceNumbers()
            .parsedWithUidForm(SortCommand::parse);

    private static final SecureRandom RANDOM = new SecureRandom();

    SortCommand {
        criteria = List.copyOf(criteria);
    }

    static SortCommand parse(ImapLexer in, Grammar grammar, Addressing addressing) throws ImapSyntaxException {
        Search search = Search.parse(in, grammar.fetchItems(), addressing);
        List<SortCriterion> criteria = SortCriterion.parse(in);
        in.space();
        return new SortCommand(search, criteria, SearchProgram.parseCriteria(in, grammar.searchKeys()));
    }

    @Override
    public Responses execute(ImapContext ctx) throws Refusal {
        if (criteria.stream().anyMatch(SortCriterion::needsRelevancy)) {
            program.requireRelevancy();
        }
        SearchTest test = program.bind(ctx, search);
        Processed.requireAll(ctx, test);
        Keeping keeping = new Keeping(ctx.keptKeys(), ctx.account().user(), RANDOM.nextLong());
        Sorting sorting = new Sorting(ctx.selected(), criteria, ctx.comparator(), keeping);
        Answer.Kind kind = search.form() == Search.Form.RETURN ? Answer.Kind.ESEARCH : Answer.Kind.SORT;
        Answer answer = new Answer(kind, Correlator.of(ctx.tag()), program.modSeq(), ctx.utf8());
        return SearchResponses.sorted(ctx.selected(), test, sorting, search, answer)
                .preceded(program.first(ctx));
    }
}
