package org.postern.sharing;

import java.util.Optional;
import org.postern.store.Account;
import org.postern.store.MailboxEntry;
import org.postern.store.MailboxInfo;
import org.postern.store.MailboxName;
import org.postern.store.Problem;
import org.postern.store.Right;
import org.postern.store.SpecialUse;
import org.postern.store.StoreException;

/** CREATE and RENAME with what RFC 4314 4 asks for: rights to the level above, whose access list a new mailbox inherits. */
final class MailboxMaking {
    private final Account own;
    private final Places places;

    MailboxMaking(Account own, Places places) {
        this.own = own;
        this.places = places;
    }

    MailboxInfo create(MailboxName name, Optional<SpecialUse> use) throws StoreException {
        Place place = places.of(own, name);
        Optional<Place> parent = places.parent(own, place);
        requireMaking(place, parent);
        if (!place.isOwn() && use.isPresent()) {
            throw new StoreException(Problem.CANNOT, "mailboxes of others have no special use");
        }
        MailboxInfo made = place.account().create(place.inside(), use);
        if (place.isPublic()) {
            Inheritance.ofPublic(place.account(), place.inside());
        } else if (parent.isPresent()) {
            Inheritance.give(
                    place.account(),
                    place.inside(),
                    parent.get().account().access(parent.get().inside()));
        }
        return new MailboxInfo(name, made.id(), made.uidValidity());
    }

    /** At the top of an account its owner makes mailboxes; of what belongs to nobody, administrators do. */
    private void requireMaking(Place place, Optional<Place> parent) throws StoreException {
        if (parent.isPresent()) {
            parent.get().require(Right.CREATE);
        } else if (!place.isOwn() && !isAdministered(place)) {
            throw new StoreException(Problem.NO_PERMISSION, "only administrators make public folders");
        }
        if (place.exists()) {
            // Whoever may not look it up learns no more than that he may not.
            boolean known = place.rights().has(Right.LOOKUP);
            throw new StoreException(
                    known ? Problem.MAILBOX_EXISTS : Problem.NO_PERMISSION,
                    place.name().path());
        }
    }

    private static boolean isAdministered(Place place) {
        return place.isPublic()
                && place.viewer().administrators().test(place.viewer().user());
    }

    /** Access lists go along (RFC 4314 4). */
    void rename(MailboxName from, MailboxName to) throws StoreException {
        Place source = places.of(own, from);
        if (source.isOwn() && !Namespaces.isOthers(to)) {
            Place target = places.of(own, to);
            requireMoving(source, target);
            own.rename(from, to);
            return;
        }
        source.known();
        if (Namespaces.isOthers(from) != Namespaces.isOthers(to)
                || source.inside().isInbox()) {
            throw elsewhere();
        }
        Place target = places.of(own, to);
        if (!source.isBeside(target) || target.inside().isInbox()) {
            throw elsewhere();
        }
        requireMoving(source, target);
        source.account().rename(source.inside(), target.inside());
    }

    private static StoreException elsewhere() {
        return new StoreException(Problem.ANOTHER_OWNER, "a mailbox stays with its owner");
    }

    /** The right to delete, of what lies below too; the right to make, of the level above. */
    private void requireMoving(Place source, Place target) throws StoreException {
        source.require(Right.DELETE);
        if (!source.isOwn()) {
            for (MailboxEntry entry : source.account().mailboxes()) {
                boolean moves = entry.existence() == MailboxEntry.Existence.SELECTABLE
                        && entry.name().isBelow(source.inside());
                Optional<Place> below = moves ? places.inside(source.account(), entry.name()) : Optional.empty();
                if (below.isPresent() && !below.get().rights().has(Right.DELETE)) {
                    throw new StoreException(Problem.NO_PERMISSION, "something below it may not be renamed");
                }
            }
            requireMaking(target, places.parent(own, target));
        } else {
            Optional<Place> parent = places.parent(own, target);
            if (parent.isPresent()) {
                parent.get().require(Right.CREATE);
            }
        }
    }
}
