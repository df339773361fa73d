package org.postern.store.memory;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.postern.store.Change;
import org.postern.store.Watch;

/** Who wants to know. Told under the store's lock, or a later commit could overtake an earlier one. */
final class Watchers {
    private final List<Registration> all = new CopyOnWriteArrayList<>();

    Watch add(Consumer<Change> listener) {
        Registration registration = new Registration(listener);
        all.add(registration);
        return registration;
    }

    void tell(Change change) {
        all.forEach(r -> r.listener.accept(change));
    }

    private final class Registration implements Watch {
        private final Consumer<Change> listener;

        Registration(Consumer<Change> listener) {
            this.listener = listener;
        }

        @Override
        public void close() {
            all.remove(this);
        }
    }
}
