package org.postern.pop3;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which maildrops are held: one session each (RFC 1939 4). They die with the process, so none can be stale. Thread-safe. */
final class MaildropLocks {
    private final Set<MaildropId> held = ConcurrentHashMap.newKeySet();

    /** A held maildrop, given back by {@link #close}, which may be called more than once. */
    interface Lock extends AutoCloseable {
        @Override
        void close();
    }

    /** The lock, or empty when another session has it. */
    Optional<Lock> acquire(MaildropId id) {
        if (!held.add(id)) {
            return Optional.empty();
        }
        boolean[] open = {true};
        return Optional.of(() -> {
            if (open[0]) {
                open[0] = false;
                held.remove(id);
            }
        });
    }
}
