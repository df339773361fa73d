package org.postern.imap.command;

import java.util.ArrayList;
import java.util.List;
import org.postern.imap.fetch.FetchItem;
import org.postern.imap.fetch.FetchItems;
import org.postern.imap.fetch.FetchResponses;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.imap.state.ImapContext;
import org.postern.imap.state.SelectedMailbox;
import org.postern.imap.state.SessionState;
import org.postern.imap.syntax.Addressing;
import org.postern.imap.syntax.MessageSet;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.StoreException;

/** FETCH and UID FETCH (RFC 9051 6.4.5, 6.4.9). */
public record FetchCommand(MessageSet messages, List<FetchItem> items, Addressing addressing) implements ImapCommand {
    public static final CommandSpec SPEC = CommandSpec.named("FETCH")
            .in(SessionState.SELECTED)
            .usesSequenceNumbers()
            .parsedWithUidForm(FetchCommand::parse);

    public FetchCommand {
        items = List.copyOf(items);
    }

    static FetchCommand parse(ImapLexer in, Grammar grammar, Addressing addressing) throws ImapSyntaxException {
        MessageSet messages = MessageSet.parse(in);
        in.space();
        List<FetchItem> items = grammar.fetchItems().parse(in);
        if (addressing == Addressing.UID && !items.contains(FetchItems.uid())) {
            List<FetchItem> more = new ArrayList<>(items);
            more.add(0, FetchItems.uid());
            items = more;
        }
        return new FetchCommand(messages, items, addressing);
    }

    @Override
    public Responses execute(ImapContext ctx) throws StoreException, Refusal {
        SelectedMailbox selected = ctx.selected();
        return new FetchResponses(
                selected, selected.view().resolve(messages, addressing), items, addressing, ctx.utf8());
    }
}
