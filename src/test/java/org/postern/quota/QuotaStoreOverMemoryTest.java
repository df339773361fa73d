package org.postern.quota;

import java.time.Clock;
import org.postern.store.MailStore;
import org.postern.store.memory.MemoryStore;

final class QuotaStoreOverMemoryTest extends QuotaStoreContract {

    @Override
    protected MailStore inside() {
        return new MemoryStore(Clock.systemUTC());
    }
}
