package org.postern.quota;

import java.time.InstantSource;
import org.postern.store.MailStore;
import org.postern.store.MailStoreContract;
import org.postern.store.StoreLimits;
import org.postern.store.memory.MemoryStore;

/** The laws hold with quotas around a store, here ones that are asked but never reached. */
final class QuotaOverMemoryTest extends MailStoreContract {

    @Override
    protected MailStore create(StoreLimits limits, InstantSource clock) {
        Allowance much = Allowance.ofOctets(1L << 40);
        QuotaLimits quotas = new FixedLimits().user(ALICE, much).domain("example.org", much);
        return new QuotaStore(new MemoryStore(clock, limits), quotas, QuotaListener.NONE);
    }

    @Override
    protected MailStore restarted(MailStore before, StoreLimits limits, InstantSource clock) {
        return before;
    }
}
