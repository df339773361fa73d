package org.postern.store.maildir;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.postern.store.Change;
import org.postern.store.Watch;

/** Listeners. They are told under the lock of the mailbox that changed, or a later commit could overtake an earlier one. */
final class Watchers {
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    Watch add(Consumer<Change> listener) {
        Listener added = new Listener(listener);
        listeners.add(added);
        return () -> listeners.remove(added);
    }

    void tell(Change change) {
        listeners.forEach(l -> l.to().accept(change));
    }

    boolean isEmpty() {
        return listeners.isEmpty();
    }

    /** Compared by identity: one consumer may be registered twice. */
    private static final class Listener {
        private final Consumer<Change> to;

        Listener(Consumer<Change> to) {
            this.to = to;
        }

        Consumer<Change> to() {
            return to;
        }
    }
}
