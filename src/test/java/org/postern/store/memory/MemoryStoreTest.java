package org.postern.store.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.postern.store.MailStore;
import org.postern.store.MailStoreContract;
import org.postern.store.StoreLimits;

final class MemoryStoreTest extends MailStoreContract {

    @Override
    protected MailStore create(StoreLimits limits, InstantSource clock) {
        return new MemoryStore(clock, limits);
    }

    @Override
    protected MailStore restarted(MailStore before, StoreLimits limits, InstantSource clock) {
        return before;
    }

    @AfterEach
    void noLawLeaksABodyOrASpool() {
        MemoryStore store = (MemoryStore) store();
        assertThat(store.openBodies()).isZero();
        assertThat(store.openSpools()).isZero();
    }
}
