package org.postern.imap.feature;

import java.util.List;
import java.util.Optional;
import org.postern.imap.fetch.FetchItem;
import org.postern.imap.state.MailboxView.Flagging;
import org.postern.imap.state.Notifications.Selected;

/**
 * What a client has asked to be told of (RFC 5465 3.1). Immutable; asked from any thread.
 *
 * @param ofSelected empty: as with SELECTED NONE
 */
record NotifyWishes(Optional<NotifyCommand.Group> ofSelected, List<NotifyGroup> groups) {
    static final NotifyWishes NONE = new NotifyWishes(Optional.empty(), List.of());

    NotifyWishes {
        groups = List.copyOf(groups);
    }

    Selected selected() {
        Optional<NotifyCommand.Group> some =
                ofSelected.filter(group -> group.events().known().contains(NotifyEvent.MESSAGE_NEW));
        if (some.isEmpty()) {
            return Selected.NEVER;
        }
        return some.get().isDelayed() ? Selected.DELAYED : Selected.AT_ONCE;
    }

    Flagging flagging() {
        return ofSelected
                        .filter(group -> group.events().known().contains(NotifyEvent.FLAG_CHANGE))
                        .isPresent()
                ? Flagging.TOLD
                : Flagging.UNTOLD;
    }

    /** What is told of messages that come into the selected mailbox. */
    List<FetchItem> items() {
        return ofSelected.map(group -> group.events().items()).orElse(List.of());
    }

    boolean needsSubscriptions() {
        return groups.stream().anyMatch(group -> group.kind() == NotifyGroup.Kind.SUBSCRIBED);
    }

    /** Whether something may be told of mailboxes of others: of one that is selected, what the client itself puts there. */
    boolean reachOthers() {
        return !items().isEmpty() || groups.stream().anyMatch(NotifyGroup::reachesOthers);
    }

    boolean wants(NotifyEvent event, NotifyGroup.Seen mailbox) {
        return groups.stream().anyMatch(group -> group.wants(event, mailbox));
    }

    boolean wantsAny(NotifyGroup.Seen mailbox) {
        return groups.stream().anyMatch(group -> group.covers(mailbox));
    }

    boolean wantsAnywhere(NotifyEvent event) {
        return groups.stream().anyMatch(group -> group.events().contains(event));
    }
}
