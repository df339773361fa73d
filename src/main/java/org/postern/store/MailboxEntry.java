package org.postern.store;

import java.util.Set;

/**
 * One line of an account's list of mailboxes.
 *
 * @param existence whether it can be selected, or is only a subscription to a name that does not exist
 */
public record MailboxEntry(
        MailboxName name, Existence existence, Subscription subscription, Set<SpecialUse> specialUse) {
    public enum Existence {
        SELECTABLE,
        NONEXISTENT
    }

    public enum Subscription {
        SUBSCRIBED,
        UNSUBSCRIBED
    }

    public MailboxEntry {
        specialUse = Set.copyOf(specialUse);
    }
}
