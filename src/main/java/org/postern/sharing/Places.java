package org.postern.sharing;

import java.util.Optional;
import org.postern.store.Account;
import org.postern.store.Actor;
import org.postern.store.MailStore;
import org.postern.store.MailboxName;
import org.postern.store.Problem;
import org.postern.store.StoreException;
import org.postern.store.UserName;

/**
 * Finds what a name means to one user. Mailboxes that were his own before there were namespaces stay reachable: where he has
 * one called {@code Public/News}, that is it.
 */
final class Places {
    private final MailStore store;
    private final Actor by;
    private final Place.Viewer viewer;

    /** @param by who changes what is found */
    Places(MailStore store, Actor by, Place.Viewer viewer) {
        this.store = store;
        this.by = by;
        this.viewer = viewer;
    }

    MailStore store() {
        return store;
    }

    Place.Viewer viewer() {
        return viewer;
    }

    UserName user() {
        return viewer.user();
    }

    /** Where it is, if it is; NO_SUCH_MAILBOX when nothing can be there for this user. */
    Place of(Account own, MailboxName name) throws StoreException {
        Place mine = new Place(name, own, name, viewer);
        if (isPersonal(own, name)) {
            return mine;
        }
        MailboxName inside = Namespaces.inside(name).orElseThrow(mine::unknown);
        return Namespaces.isPublic(name)
                ? new Place(name, store.publicFolders(by), inside, viewer)
                : ofUser(mine, inside);
    }

    /** Whether a name is one of the user's own. */
    boolean isPersonal(Account own, MailboxName name) throws StoreException {
        return !Namespaces.isOthers(name) || new Place(name, own, name, viewer).exists();
    }

    /** The account of who shares nothing is not opened: there may be no such user. */
    private Place ofUser(Place asked, MailboxName inside) throws StoreException {
        UserName owner = Namespaces.owner(asked.name()).orElseThrow(asked::unknown);
        if (owner.equals(viewer.user()) || !store.sharers(viewer.user()).contains(owner)) {
            throw asked.unknown();
        }
        return new Place(asked.name(), store.open(owner, by), inside, viewer);
    }

    /** A mailbox of another, by its name there; empty when it cannot be named. */
    Optional<Place> inside(Account account, MailboxName inside) {
        Optional<MailboxName> name = account.user().equals(MailStore.PUBLIC)
                ? Namespaces.outside(inside)
                : Namespaces.outside(account.user(), inside);
        return name.map(outside -> new Place(outside, account, inside, viewer));
    }

    /** The nearest level above that exists (RFC 4314 4); empty at the top of an account. */
    Optional<Place> parent(Account own, Place of) throws StoreException {
        for (Optional<MailboxName> above = of.name().parent();
                above.isPresent();
                above = above.get().parent()) {
            if (!of.isOwn() && !Namespaces.isOthers(above.get())) {
                return Optional.empty();
            }
            Place place = at(own, above.get(), of);
            if (place.exists()) {
                return Optional.of(place);
            }
        }
        return Optional.empty();
    }

    private Place at(Account own, MailboxName name, Place beside) throws StoreException {
        if (beside.isOwn()) {
            return new Place(name, own, name, viewer);
        }
        MailboxName inside = Namespaces.inside(name)
                .orElseThrow(() -> new StoreException(Problem.INVALID_NAME, "no mailbox can have that name"));
        return new Place(name, beside.account(), inside, viewer);
    }
}
