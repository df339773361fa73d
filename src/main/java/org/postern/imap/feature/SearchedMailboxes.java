package org.postern.imap.feature;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.postern.imap.state.ImapContext;
import org.postern.imap.state.SelectedMailbox;
import org.postern.imap.syntax.MailboxSource;
import org.postern.imap.syntax.MailboxText;
import org.postern.store.MailboxEntry;
import org.postern.store.MailboxName;
import org.postern.store.StoreException;

/** Finds the mailboxes that sources name: each once, and only such as can be selected. */
final class SearchedMailboxes {
    private final ImapContext ctx;
    private final List<MailboxEntry> selectable;
    private final Set<MailboxName> names = new LinkedHashSet<>();

    private SearchedMailboxes(ImapContext ctx) throws StoreException {
        this.ctx = ctx;
        this.selectable = ctx.account().mailboxes().stream()
                .filter(entry -> entry.existence() == MailboxEntry.Existence.SELECTABLE)
                .toList();
    }

    /** In the order of the sources; the selected one first, if it is one of them. */
    static List<MailboxName> of(List<MailboxSource> sources, ImapContext ctx) throws StoreException {
        SearchedMailboxes mailboxes = new SearchedMailboxes(ctx);
        for (MailboxSource source : sources) {
            mailboxes.add(source);
        }
        return List.copyOf(mailboxes.names);
    }

    private void add(MailboxSource source) throws StoreException {
        switch (source.kind()) {
            case SELECTED -> ctx.selection().map(SelectedMailbox::name).ifPresent(names::add);
            case INBOXES -> add(entry -> entry.name().isInbox());
            case PERSONAL -> addPersonal();
            case SUBSCRIBED -> add(entry -> entry.subscription() == MailboxEntry.Subscription.SUBSCRIBED);
            case SUBTREE, SUBTREE_ONE, MAILBOXES -> {
                Set<MailboxName> given = new HashSet<>();
                for (MailboxText text : source.names()) {
                    given.add(text.name(ctx.utf8()));
                }
                add(entry -> isMeant(entry.name(), given, source.kind()));
            }
        }
    }

    /** RFC 7377 2.2: not those of other users, nor those of nobody. */
    private void addPersonal() throws StoreException {
        for (MailboxEntry entry : selectable) {
            if (ctx.account().isPersonal(entry.name())) {
                names.add(entry.name());
            }
        }
    }

    private static boolean isMeant(MailboxName name, Set<MailboxName> given, MailboxSource.Kind kind) {
        int levels = switch (kind) {
            case SUBTREE -> Integer.MAX_VALUE;
            case SUBTREE_ONE -> 1;
            default -> 0;
        };
        Optional<MailboxName> at = Optional.of(name);
        for (int up = 0; up < levels && at.isPresent() && !given.contains(at.get()); up++) {
            at = at.get().parent();
        }
        return at.filter(given::contains).isPresent();
    }

    private void add(Predicate<MailboxEntry> condition) {
        selectable.stream().filter(condition).map(MailboxEntry::name).forEach(names::add);
    }
}
