package org.postern.imap.feature;

import java.security.SecureRandom;
import org.postern.imap.command.CommandSpec;
import org.postern.imap.command.Grammar;
import org.postern.imap.command.ImapCommand;
import org.postern.imap.command.Processed;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.imap.search.SearchProgram;
import org.postern.imap.search.SearchTest;
import org.postern.imap.sort.Keeping;
import org.postern.imap.sort.ThreadAlgorithm;
import org.postern.imap.sort.ThreadResponses;
import org.postern.imap.state.ImapContext;
import org.postern.imap.state.SessionState;
import org.postern.imap.syntax.Addressing;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;

/** THREAD and UID THREAD (RFC 5256 3). */
record ThreadCommand(ThreadAlgorithm algorithm, Addressing addressing, SearchProgram program) implements ImapCommand {
    static final CommandSpec SPEC = CommandSpec.named("THREAD")
            .in(SessionState.SELECTED)
            .usesSequenceNumbers()
            .parsedWithUidForm(ThreadCommand::parse);

    private static final SecureRandom RANDOM = new SecureRandom();

    static ThreadCommand parse(ImapLexer in, Grammar grammar, Addressing addressing) throws ImapSyntaxException {
        ThreadAlgorithm algorithm = ThreadAlgorithm.parse(in);
        in.space();
        return new ThreadCommand(algorithm, addressing, SearchProgram.parseCriteria(in, grammar.searchKeys()));
    }

    @Override
    public Responses execute(ImapContext ctx) throws Refusal {
        SearchTest test = program.bind(ctx);
        Processed.requireAll(ctx, test);
        Keeping keeping = new Keeping(ctx.keptKeys(), ctx.account().user(), RANDOM.nextLong());
        ThreadResponses.Program threads = new ThreadResponses.Program(
                algorithm, addressing, ctx.comparator().collation());
        return new ThreadResponses(ctx.selected(), test, threads, keeping).preceded(program.first(ctx));
    }
}
