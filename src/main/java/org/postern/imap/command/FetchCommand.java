package org.postern.imap.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postern.imap.fetch.FetchItem;
import org.postern.imap.fetch.FetchItems;
import org.postern.imap.fetch.FetchResponses;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.imap.response.Untagged;
import org.postern.imap.search.Results;
import org.postern.imap.state.ImapContext;
import org.postern.imap.state.MailboxView;
import org.postern.imap.state.ModSeqs;
import org.postern.imap.state.Naming;
import org.postern.imap.state.SelectedMailbox;
import org.postern.imap.state.SessionState;
import org.postern.imap.syntax.Addressing;
import org.postern.imap.syntax.MessageSet;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.ModSeq;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/** FETCH and UID FETCH (RFC 9051 6.4.5, 6.4.9), with the modifiers of RFC 7162 and RFC 9394. */
public record FetchCommand(MessageSet messages, List<FetchItem> items, Addressing addressing, FetchModifiers modifiers)
        implements ImapCommand {
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
        List<FetchItem> items = new ArrayList<>(grammar.fetchItems().parse(in));
        FetchModifiers modifiers = FetchModifiers.parse(in, addressing);
        if (modifiers.changedSince().isPresent() && !items.contains(FetchItems.modSeq())) {
            items.add(FetchItems.modSeq());
        }
        return new FetchCommand(messages, items, addressing, modifiers);
    }

    @Override
    public Responses execute(ImapContext ctx) throws StoreException, Refusal {
        boolean tellsVanished = modifiers.vanished() == FetchModifiers.Vanished.TOLD;
        if (tellsVanished && !ctx.isEnabled(ModSeqs.QRESYNC)) {
            throw Refusal.bad("VANISHED needs ENABLE QRESYNC");
        }
        SelectedMailbox selected = ctx.selected();
        List<Untagged> first = new ArrayList<>();
        if (items.contains(FetchItems.modSeq())) {
            first.addAll(ModSeqs.turnOn(ctx));
        }
        UidSet uids = selected.view().resolve(messages, addressing);
        if (modifiers.partial().isPresent()) {
            Processed.requireAll(ctx, modifiers.partial().get());
            uids = Results.of(uids).part(modifiers.partial().get()).toSet();
        }
        Optional<ModSeq> since = modifiers.changedSince();
        if (since.isPresent()) {
            uids = changed(selected.view(), uids, since.get());
            if (tellsVanished) {
                first.addAll(Resync.vanished(selected, selected.view().named(messages), since.get()));
            }
        }
        Processed messages = Processed.of(ctx, uids);
        return messages.of(
                new FetchResponses(selected, messages.iterator(), told(selected.view()), addressing, ctx.utf8())
                        .preceded(first));
    }

    /** What is told: with UID FETCH the UID too, unless UIDFETCH tells it anyhow (RFC 9586 3.3). */
    private List<FetchItem> told(MailboxView view) {
        boolean asked = addressing == Addressing.SEQUENCE || items.contains(FetchItems.uid());
        if (asked || view.naming() == Naming.BY_UID) {
            return items;
        }
        List<FetchItem> all = new ArrayList<>(items);
        all.add(0, FetchItems.uid());
        return all;
    }

    private static UidSet changed(MailboxView view, UidSet uids, ModSeq since) {
        UidSet.Builder changed = new UidSet.Builder();
        uids.forEach(uid -> {
            int row = view.row(uid);
            if (row >= 0 && view.snapshot().modSeq(row) > since.value()) {
                changed.add(uid);
            }
        });
        return changed.build();
    }
}
