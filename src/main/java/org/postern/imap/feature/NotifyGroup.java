package org.postern.imap.feature;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postern.imap.syntax.MailboxText;
import org.postern.imap.wire.Utf8;
import org.postern.store.MailboxEntry.Subscription;
import org.postern.store.MailboxName;
import org.postern.store.StoreException;

/**
 * Events of mailboxes other than the selected one (RFC 5465 6.2 to 6.6). Immutable; asked from any thread.
 *
 * @param names those given; empty where the kind needs none
 */
record NotifyGroup(Kind kind, Set<MailboxName> names, Set<NotifyEvent> events) {
    /** Which mailboxes are meant. */
    enum Kind {
        /** Mail can be delivered to any mailbox, so these are all (RFC 5465 6.3). */
        INBOXES,
        PERSONAL,
        SUBSCRIBED,
        SUBTREE,
        MAILBOXES;

        boolean hasNames() {
            return this == SUBTREE || this == MAILBOXES;
        }
    }

    /** A mailbox as the user has it. */
    record Seen(MailboxName name, Of of, Subscription subscription) {
        /** Whose it is. */
        enum Of {
            USER,
            OTHERS
        }
    }

    NotifyGroup {
        names = Set.copyOf(names);
        events = Set.copyOf(events);
    }

    /** RFC 5465 3.1: names that cannot be are passed over, as those of no mailbox are. */
    static NotifyGroup of(Kind kind, List<MailboxText> texts, Set<NotifyEvent> events, Utf8 utf8) {
        Set<MailboxName> names = new HashSet<>();
        texts.forEach(text -> name(text, utf8).ifPresent(names::add));
        return new NotifyGroup(kind, names, events);
    }

    private static Optional<MailboxName> name(MailboxText text, Utf8 utf8) {
        try {
            return Optional.of(text.name(utf8));
        } catch (StoreException e) {
            return Optional.empty();
        }
    }

    /** Whether some of these can be mailboxes of others. */
    boolean reachesOthers() {
        return !events.isEmpty() && kind != Kind.INBOXES && kind != Kind.PERSONAL;
    }

    /** Whether a mailbox is one of these. */
    boolean covers(Seen mailbox) {
        return !events.isEmpty() && covers(mailbox.name(), mailbox);
    }

    boolean wants(NotifyEvent event, Seen mailbox) {
        return events.contains(event) && covers(mailbox.name(), mailbox);
    }

    private boolean covers(MailboxName mailbox, Seen seen) {
        return switch (kind) {
            case INBOXES, PERSONAL -> seen.of() == Seen.Of.USER;
            case SUBSCRIBED -> seen.subscription() == Subscription.SUBSCRIBED;
            case MAILBOXES -> names.contains(mailbox);
            case SUBTREE -> {
                Optional<MailboxName> at = Optional.of(mailbox);
                while (at.isPresent() && !names.contains(at.get())) {
                    at = at.get().parent();
                }
                yield at.isPresent();
            }
        };
    }
}
