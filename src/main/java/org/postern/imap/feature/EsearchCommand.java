package org.postern.imap.feature;

import java.util.List;
import org.postern.imap.command.CommandSpec;
import org.postern.imap.command.Grammar;
import org.postern.imap.command.ImapCommand;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.imap.search.ReturnOption;
import org.postern.imap.search.Search;
import org.postern.imap.search.SearchProgram;
import org.postern.imap.state.ImapContext;
import org.postern.imap.syntax.Addressing;
import org.postern.imap.syntax.MailboxSource;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.StoreException;

/** ESEARCH (RFC 7377): a search of several mailboxes, whichever is selected. */
record EsearchCommand(List<MailboxSource> sources, Search search, SearchProgram program) implements ImapCommand {
    static final CommandSpec SPEC =
            CommandSpec.named("ESEARCH").afterLogin().parsedBy((in, grammar) -> parse(in, grammar));

    EsearchCommand {
        sources = List.copyOf(sources);
    }

    static EsearchCommand parse(ImapLexer in, Grammar grammar) throws ImapSyntaxException {
        List<MailboxSource> sources = List.of(MailboxSource.SELECTED);
        if (in.tryWord("IN")) {
            in.space();
            sources = in.list(MailboxSource::parse);
            in.space();
        }
        Search search = Search.parse(in, grammar.fetchItems(), Addressing.UID);
        return new EsearchCommand(sources, search, SearchProgram.parse(in, grammar.searchKeys()));
    }

    @Override
    public Responses execute(ImapContext ctx) throws StoreException, Refusal {
        boolean onlySelected = sources.stream().allMatch(source -> source.kind() == MailboxSource.Kind.SELECTED);
        boolean needsSelected = sources.stream().anyMatch(source -> source.kind() == MailboxSource.Kind.SELECTED)
                || search.options().has(ReturnOption.UPDATE);
        if (needsSelected && ctx.selection().isEmpty()) {
            throw Refusal.bad("No mailbox is selected");
        }
        if (search.options().has(ReturnOption.SAVE) && !onlySelected) {
            throw Refusal.bad("SAVE is for the selected mailbox alone");
        }
        program.check(ctx, search);
        return new MultiSearchResponses(ctx, SearchedMailboxes.of(sources, ctx), search, program)
                .preceded(program.first(ctx));
    }
}
