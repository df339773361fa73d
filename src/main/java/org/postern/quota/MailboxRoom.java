package org.postern.quota;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.postern.store.MailboxName;
import org.postern.store.StorageUse;
import org.postern.store.StoreException;

/** How many messages each of one user's mailboxes may hold, where that is limited; with holds, as for the account. Thread-safe. */
final class MailboxRoom {
    /** How many messages a mailbox has. */
    interface Count {
        long read() throws StoreException;
    }

    private final Duration patience;
    private final Map<MailboxName, Holds> mailboxes = new ConcurrentHashMap<>();

    MailboxRoom(Duration patience) {
        this.patience = patience;
    }

    /** Runs a call that adds messages to a mailbox, if there may be so many. */
    <T> T within(Arriving what, OptionalLong limit, Count count, UserQuota.Call<T> call)
            throws StoreException, Holds.Full {
        Amount messages = new Amount(0, what.amount().messages());
        if (limit.isEmpty() || messages.isNothing()) {
            return call.run();
        }
        Holds holds = mailboxes.computeIfAbsent(what.mailbox(), name -> new Holds(patience));
        holds.hold(messages, () -> use(count, limit));
        try {
            return call.run();
        } finally {
            holds.drop(messages, () -> {});
        }
    }

    void check(Arriving what, OptionalLong limit, Count count) throws StoreException, Holds.Full {
        Amount messages = new Amount(0, what.amount().messages());
        if (limit.isPresent() && !messages.isNothing()) {
            Holds holds = new Holds(patience);
            var unused = holds.check(messages, () -> use(count, limit));
        }
    }

    private static StorageUse use(Count count, OptionalLong limit) throws StoreException {
        return new StorageUse(0, count.read(), OptionalLong.empty(), limit);
    }

    /** A mailbox is gone. */
    void forget(MailboxName name) {
        mailboxes.remove(name);
    }
}
