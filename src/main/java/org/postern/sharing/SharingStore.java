package org.postern.sharing;

import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.postern.store.Account;
import org.postern.store.Actor;
import org.postern.store.Change;
import org.postern.store.MailStore;
import org.postern.store.Spool;
import org.postern.store.StoreException;
import org.postern.store.UserName;
import org.postern.store.Watch;

/** Any store with shared and public folders in its accounts; see the package. */
public final class SharingStore implements MailStore {
    private final MailStore inside;
    private final Predicate<UserName> administrators;

    /** @param administrators who may do everything in public folders; asked at each use */
    public SharingStore(MailStore inside, Predicate<UserName> administrators) {
        this.inside = inside;
        this.administrators = administrators;
    }

    @Override
    public Account open(UserName user) throws StoreException {
        return open(user, Actor.SERVER);
    }

    @Override
    public Account open(UserName user, Actor by) throws StoreException {
        return new SharingAccount(inside.open(user, by), new Places(inside, by, viewer(user)));
    }

    private Place.Viewer viewer(UserName user) {
        return new Place.Viewer(user, administrators);
    }

    @Override
    public Account publicFolders() throws StoreException {
        return inside.publicFolders();
    }

    @Override
    public Account publicFolders(Actor by) throws StoreException {
        return inside.publicFolders(by);
    }

    @Override
    public Collection<UserName> sharers(UserName with) throws StoreException {
        return inside.sharers(with);
    }

    @Override
    public Watch watchSharers(UserName with, Consumer<UserName> listener) throws StoreException {
        return inside.watchSharers(with, listener);
    }

    @Override
    public Watch watch(UserName owner, Consumer<Change> listener) throws StoreException {
        return inside.watch(owner, listener);
    }

    @Override
    public Spool spool() throws StoreException {
        return inside.spool();
    }

    @Override
    public boolean hasAccount(UserName user) throws StoreException {
        return inside.hasAccount(user);
    }

    @Override
    public void remove(UserName user) throws StoreException {
        inside.remove(user);
    }

    @Override
    public void close() {
        inside.close();
    }
}
