package org.postern.sharing;

import java.time.InstantSource;
import org.postern.store.MailStore;
import org.postern.store.MailStoreContract;
import org.postern.store.StoreLimits;
import org.postern.store.memory.MemoryStore;

/** The laws hold with the mailboxes of others around a store. */
final class SharingOverMemoryTest extends MailStoreContract {
    @Override
    protected MailStore create(StoreLimits limits, InstantSource clock) {
        return new SharingStore(new MemoryStore(clock, limits), user -> false);
    }

    @Override
    protected MailStore restarted(MailStore before, StoreLimits limits, InstantSource clock) {
        return before;
    }
}
