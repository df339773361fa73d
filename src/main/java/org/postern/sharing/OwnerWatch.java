package org.postern.sharing;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.postern.store.AccessList;
import org.postern.store.Account;
import org.postern.store.Change;
import org.postern.store.MailStore;
import org.postern.store.MailboxEntry;
import org.postern.store.MailboxName;
import org.postern.store.Problem;
import org.postern.store.Right;
import org.postern.store.Rights;
import org.postern.store.StoreException;
import org.postern.store.UserName;
import org.postern.store.Watch;

/**
 * What one user is told of the mailboxes of one owner, by the rights he has. These are read once, at the beginning; then
 * every change of an access list brings the new one. Thread-safe.
 *
 * <p>Invariant: nothing is read while a change is told.
 */
final class OwnerWatch implements AutoCloseable {
    private static final Rights SEEING = Rights.of(Right.LOOKUP, Right.READ);

    private final UserName owner;
    private final Place.Viewer viewer;
    private final Consumer<Change> listener;
    /** Of the mailboxes where there are some; while they are read, also NONE where they have changed to that. */
    private final Map<MailboxName, Rights> rights = new HashMap<>();

    /** Renamed while they are read, before their access lists were. */
    private final Set<MailboxName> unread = new LinkedHashSet<>();

    private boolean reading;
    private boolean closed;
    private Watch watch = Watch.NONE;
    /** How many watches were begun, and which of them {@link #watch} is. */
    private int turns;

    private int turn;

    OwnerWatch(UserName owner, Place.Viewer viewer, Consumer<Change> listener) {
        this.owner = owner;
        this.viewer = viewer;
        this.listener = listener;
    }

    /** Has changes told from now on by a new watch and by no other. The store is called without a lock. */
    void follow(MailStore store) throws StoreException {
        int mine = nextTurn();
        instead(store.watch(owner, this::note), mine).close();
    }

    private synchronized int nextTurn() {
        return ++turns;
    }

    /** Returns the one that is not needed: that of before, or this where another thread has begun a later one. */
    private synchronized Watch instead(Watch begun, int mine) {
        if (closed || mine < turn) {
            return begun;
        }
        Watch before = watch;
        watch = begun;
        turn = mine;
        return before;
    }

    /** Reads the access lists; what has changed meanwhile is known already. */
    void read(Account account) throws StoreException {
        begin();
        try {
            for (MailboxEntry entry : account.mailboxes()) {
                if (entry.existence() == MailboxEntry.Existence.SELECTABLE) {
                    add(entry.name(), rights(account, entry.name()));
                }
            }
            for (Optional<MailboxName> next = nextUnread(); next.isPresent(); next = nextUnread()) {
                add(next.get(), rights(account, next.get()));
            }
        } finally {
            end();
        }
    }

    private synchronized void begin() {
        reading = true;
    }

    private synchronized void add(MailboxName mailbox, Rights found) {
        rights.putIfAbsent(mailbox, found);
    }

    private synchronized Optional<MailboxName> nextUnread() {
        Optional<MailboxName> next = unread.stream().findFirst();
        next.ifPresent(unread::remove);
        return next;
    }

    private synchronized void end() {
        reading = false;
        unread.clear();
        rights.values().removeIf(Rights::isEmpty);
    }

    private Rights rights(Account account, MailboxName mailbox) throws StoreException {
        try {
            return rights(account.access(mailbox));
        } catch (StoreException e) {
            if (e.problem() == Problem.NO_SUCH_MAILBOX) {
                return Rights.NONE; // deleted meanwhile
            }
            throw e;
        }
    }

    private Rights rights(AccessList list) {
        boolean administers =
                owner.equals(MailStore.PUBLIC) && viewer.administrators().test(viewer.user());
        return administers ? Rights.ALL : list.rights(viewer.user(), owner);
    }

    /** Any thread. */
    synchronized void note(Change change) {
        MailboxName mailbox = change.mailbox();
        switch (change.kind()) {
            case ARRIVED, FLAGGED, EXPUNGED, REFRESH -> {
                if (of(mailbox).all().containsAll(SEEING.all())) {
                    outside(mailbox).ifPresent(name -> listener.accept(change.in(name)));
                }
            }
            case CREATED -> changed(mailbox, AccessList.NONE);
            case ACCESS -> changed(mailbox, ((Change.Access) change).list());
            case GONE -> gone(mailbox);
            case RENAMED -> renamed((Change.Renamed) change);
            case ANNOTATIONS -> annotated((Change.Annotations) change);
            case SUBSCRIBED -> {} // a user's subscriptions are his own
        }
    }

    private Rights of(MailboxName mailbox) {
        return rights.getOrDefault(mailbox, Rights.NONE);
    }

    private void become(MailboxName mailbox, Rights now) {
        if (now.isEmpty() && !reading) {
            rights.remove(mailbox);
        } else {
            rights.put(mailbox, now);
        }
    }

    private void changed(MailboxName mailbox, AccessList list) {
        Rights before = of(mailbox);
        Rights now = rights(list);
        become(mailbox, now);
        outside(mailbox).ifPresent(name -> {
            if (before.has(Right.LOOKUP) != now.has(Right.LOOKUP)) {
                listener.accept(now.has(Right.LOOKUP) ? new Change.Created(name) : new Change.Gone(name));
            } else if (now.has(Right.LOOKUP) && !now.equals(before)) {
                listener.accept(new Change.Access(name, list));
            }
        });
    }

    private void gone(MailboxName mailbox) {
        boolean known = of(mailbox).has(Right.LOOKUP);
        become(mailbox, Rights.NONE);
        if (known) {
            outside(mailbox).ifPresent(name -> listener.accept(new Change.Gone(name)));
        }
    }

    private void renamed(Change.Renamed change) {
        boolean known = !reading || rights.containsKey(change.mailbox());
        Rights going = of(change.mailbox());
        become(change.mailbox(), Rights.NONE);
        if (known) {
            become(change.to(), going);
        } else {
            rights.remove(change.to());
            unread.add(change.to());
        }
        if (going.has(Right.LOOKUP)) {
            Optional<MailboxName> to = outside(change.to());
            outside(change.mailbox())
                    .ifPresent(from -> listener.accept(
                            to.isPresent() ? new Change.Renamed(from, to.get()) : new Change.Gone(from)));
        }
    }

    private void annotated(Change.Annotations change) {
        boolean mayKnow =
                change.of().mailbox().isPresent() && of(change.mailbox()).all().containsAll(SEEING.all());
        if (mayKnow) {
            outside(change.mailbox())
                    .flatMap(name -> new PrivateEntries(viewer.user()).seen(change, name))
                    .ifPresent(listener);
        }
    }

    private Optional<MailboxName> outside(MailboxName inside) {
        return owner.equals(MailStore.PUBLIC) ? Namespaces.outside(inside) : Namespaces.outside(owner, inside);
    }

    @Override
    public void close() {
        ending().close();
    }

    private synchronized Watch ending() {
        closed = true;
        return watch;
    }
}
