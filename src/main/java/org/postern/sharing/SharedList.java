package org.postern.sharing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.postern.store.Account;
import org.postern.store.MailboxEntry;
import org.postern.store.MailboxEntry.Existence;
import org.postern.store.MailboxEntry.Subscription;
import org.postern.store.MailboxName;
import org.postern.store.Problem;
import org.postern.store.Right;
import org.postern.store.StoreException;
import org.postern.store.UserName;

/** The names that LIST shows a user: his own, and those of others that he may look up. */
final class SharedList {
    private final Account own;
    private final Places places;

    SharedList(Account own, Places places) {
        this.own = own;
        this.places = places;
    }

    List<MailboxEntry> entries() throws StoreException {
        Map<MailboxName, MailboxEntry> entries = new TreeMap<>(MailboxName.INBOX_FIRST);
        for (MailboxEntry entry : own.mailboxes()) {
            entries.put(entry.name(), entry);
        }
        for (UserName owner : places.store().sharers(places.user())) {
            if (!owner.equals(places.user())) {
                add(places.store().open(owner), entries);
            }
        }
        add(places.store().publicFolders(), entries);
        return new ArrayList<>(entries.values());
    }

    private void add(Account others, Map<MailboxName, MailboxEntry> entries) throws StoreException {
        for (MailboxEntry entry : others.mailboxes()) {
            Optional<Place> place = places.inside(others, entry.name());
            if (entry.existence() == Existence.SELECTABLE && place.isPresent() && isListed(place.get())) {
                MailboxName name = place.get().name();
                MailboxEntry mine = entries.get(name);
                Subscription subscription = mine == null ? Subscription.UNSUBSCRIBED : mine.subscription();
                if (mine == null || mine.existence() == Existence.NONEXISTENT) {
                    entries.put(name, new MailboxEntry(name, Existence.SELECTABLE, subscription, Set.of()));
                }
            }
        }
    }

    private static boolean isListed(Place place) throws StoreException {
        try {
            return place.rights().has(Right.LOOKUP);
        } catch (StoreException e) {
            if (e.problem() == Problem.NO_SUCH_MAILBOX) {
                return false; // deleted meanwhile
            }
            throw e;
        }
    }
}
