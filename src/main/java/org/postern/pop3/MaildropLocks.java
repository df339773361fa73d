package org.postern.pop3;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.postern.store.UserName;

/**
 * Which mailboxes POP3 sessions hold: one session each (RFC 1939 4), by whatever view or name it came to them and whatever they
 * are called by now, for they go by the mailboxes' ids. The locks die with the process, so none can be stale. Thread-safe.
 */
final class MaildropLocks {
    private final Set<Held> held = new HashSet<>();

    private record Held(UserName user, String mailbox) {}

    /** Held mailboxes, given back by {@link #close}, which may be called more than once. */
    interface Lock extends AutoCloseable {
        @Override
        void close();
    }

    /** A lock on all of a user's mailboxes that have these ids, or empty when another session has one of them. */
    synchronized Optional<Lock> acquire(UserName user, Set<String> mailboxes) {
        Set<Held> wanted =
                mailboxes.stream().map(mailbox -> new Held(user, mailbox)).collect(Collectors.toUnmodifiableSet());
        if (wanted.stream().anyMatch(held::contains)) {
            return Optional.empty();
        }
        held.addAll(wanted);
        boolean[] open = {true};
        return Optional.of(() -> release(wanted, open));
    }

    private synchronized void release(Set<Held> mailboxes, boolean[] open) {
        if (open[0]) {
            open[0] = false;
            held.removeAll(mailboxes);
        }
    }
}
