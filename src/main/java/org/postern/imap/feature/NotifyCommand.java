package org.postern.imap.feature;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postern.imap.command.CommandSpec;
import org.postern.imap.command.Grammar;
import org.postern.imap.command.ImapCommand;
import org.postern.imap.fetch.FetchItem;
import org.postern.imap.fetch.FetchItems;
import org.postern.imap.response.Code;
import org.postern.imap.response.Refusal;
import org.postern.imap.response.Responses;
import org.postern.imap.response.UntaggedSeries;
import org.postern.imap.state.Expunges;
import org.postern.imap.state.ImapContext;
import org.postern.imap.state.ModSeqs;
import org.postern.imap.state.SelectedMailbox;
import org.postern.imap.state.SelectedNews;
import org.postern.imap.syntax.Addressing;
import org.postern.imap.syntax.MailboxText;
import org.postern.imap.wire.ImapLexer;
import org.postern.imap.wire.ImapSyntaxException;
import org.postern.store.StoreException;

/**
 * NOTIFY, RFC 5465 3.1.
 *
 * @param groups none for NOTIFY NONE
 */
record NotifyCommand(First first, List<Group> groups) implements ImapCommand {
    static final CommandSpec SPEC = CommandSpec.named("NOTIFY").afterLogin().parsedBy(NotifyCommand::parse);

    /** Whether the client wants to be told first how things stand. */
    enum First {
        NOTHING,
        STATUS
    }

    /**
     * One event-group.
     *
     * @param filter in upper case
     * @param names behind SUBTREE and MAILBOXES
     */
    record Group(String filter, List<MailboxText> names, Events events) {
        boolean isOfSelected() {
            return filter.equals(SELECTED) || filter.equals(DELAYED);
        }

        boolean isDelayed() {
            return filter.equals(DELAYED);
        }
    }

    /**
     * The events of a group.
     *
     * @param items behind MessageNew
     * @param known whether this server knows them all
     */
    record Events(Set<NotifyEvent> known, List<FetchItem> items, Known all) {}

    enum Known {
        ALL,
        SOME
    }

    private static final String SELECTED = "SELECTED";
    private static final String DELAYED = "SELECTED-DELAYED";

    static NotifyCommand parse(ImapLexer in, Grammar grammar) throws ImapSyntaxException {
        if (in.tryWord("NONE")) {
            return new NotifyCommand(First.NOTHING, List.of());
        }
        if (!in.tryWord("SET")) {
            throw in.error("SET or NONE expected");
        }
        First first = in.tryPrefix(" STATUS") ? First.STATUS : First.NOTHING;
        List<Group> groups = new ArrayList<>();
        do {
            in.space();
            int from = in.position();
            groups.add(new NotifyParser(in, grammar).group());
            if (groups.stream().filter(Group::isOfSelected).count() > 1) {
                throw new ImapSyntaxException(from, "the selected mailbox is meant twice");
            }
        } while (!in.atEnd());
        return new NotifyCommand(first, groups);
    }

    @Override
    public Responses execute(ImapContext ctx) throws StoreException, Refusal {
        if (groups.stream().anyMatch(group -> group.events().all() == Known.SOME)) {
            throw Refusal.no(new Code("BADEVENT (" + NotifyEvent.names() + ")"), "Events that nothing here tells of");
        }
        UntaggedSeries lines = UntaggedSeries.none();
        if (!groups.isEmpty()) {
            lines = pending(ctx);
        }
        if (groups.stream().anyMatch(group -> group.events().items().contains(FetchItems.modSeq()))) {
            lines = lines.then(UntaggedSeries.of(ModSeqs.turnOn(ctx)));
        }
        NotifyNews news = NotifyNews.begin(ctx, wishes(ctx));
        ctx.tell(news);
        lines = lines.then(news.denied());
        return first == First.STATUS ? lines.then(news.status()).ok("Notify completed") : lines.ok("Notify completed");
    }

    /** RFC 5465 3.1: all that has happened until now, whatever was told before and will be. */
    private static UntaggedSeries pending(ImapContext ctx) throws StoreException {
        if (ctx.selection().isEmpty()) {
            return UntaggedSeries.none();
        }
        ctx.selection().ifPresent(SelectedMailbox::touch);
        return SelectedNews.all(ctx, Addressing.SEQUENCE, Expunges.TOLD);
    }

    private NotifyWishes wishes(ImapContext ctx) {
        Optional<Group> selected = groups.stream().filter(Group::isOfSelected).findFirst();
        List<NotifyGroup> others = new ArrayList<>();
        for (Group group : groups) {
            if (!group.isOfSelected() && !group.events().known().isEmpty()) {
                NotifyGroup.Kind kind = NotifyGroup.Kind.valueOf(group.filter());
                others.add(NotifyGroup.of(kind, group.names(), group.events().known(), ctx.utf8()));
            }
        }
        return new NotifyWishes(selected, others);
    }

    /** Reads event-groups. */
    private record NotifyParser(ImapLexer in, Grammar grammar) {
        Group group() throws ImapSyntaxException {
            in.open();
            int from = in.position();
            String filter = in.word();
            boolean selected = filter.equals(SELECTED) || filter.equals(DELAYED);
            List<MailboxText> names = List.of();
            if (!selected && kind(filter, from).hasNames()) {
                in.space();
                names = in.peek() == '(' ? in.list(MailboxText::parse) : List.of(MailboxText.parse(in));
            }
            in.space();
            from = in.position();
            Events events = events(from);
            boolean ofMailboxes = !NotifyEvent.OF_MESSAGES.containsAll(events.known());
            if (selected ? ofMailboxes : !events.items().isEmpty()) {
                throw new ImapSyntaxException(from, "event for other mailboxes than these");
            }
            in.close();
            return new Group(filter, names, events);
        }

        private static NotifyGroup.Kind kind(String filter, int from) throws ImapSyntaxException {
            for (NotifyGroup.Kind kind : NotifyGroup.Kind.values()) {
                if (kind.name().equals(filter)) {
                    return kind;
                }
            }
            throw new ImapSyntaxException(from, "unknown filter of mailboxes");
        }

        private Events events(int from) throws ImapSyntaxException {
            if (in.tryWord("NONE")) {
                return new Events(Set.of(), List.of(), Known.ALL);
            }
            Set<NotifyEvent> known = EnumSet.noneOf(NotifyEvent.class);
            List<FetchItem> items = new ArrayList<>();
            List<String> unknown = new ArrayList<>();
            in.list(item -> event(known, items, unknown));
            boolean changes = known.contains(NotifyEvent.FLAG_CHANGE) || unknown.contains("ANNOTATIONCHANGE");
            boolean both = known.contains(NotifyEvent.MESSAGE_NEW) && known.contains(NotifyEvent.MESSAGE_EXPUNGE);
            boolean one = known.contains(NotifyEvent.MESSAGE_NEW) || known.contains(NotifyEvent.MESSAGE_EXPUNGE);
            if ((changes || one) && !both) {
                throw new ImapSyntaxException(from, "MessageNew and MessageExpunge go together, and with the others");
            }
            return new Events(known, items, unknown.isEmpty() ? Known.ALL : Known.SOME);
        }

        private String event(Set<NotifyEvent> known, List<FetchItem> items, List<String> unknown)
                throws ImapSyntaxException {
            String name = in.word();
            Optional<NotifyEvent> event = NotifyEvent.named(name);
            event.ifPresentOrElse(known::add, () -> unknown.add(name));
            if (event.filter(e -> e == NotifyEvent.MESSAGE_NEW).isPresent() && in.peek() == ' ' && in.peek(1) == '(') {
                in.space();
                items.addAll(grammar.fetchItems().parse(in));
            }
            return name;
        }
    }
}
