package org.postern.quota;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.postern.store.MailStore;

/** What quotas admit and tell, around any store. */
abstract class QuotaStoreContract implements QuotaAdmissionLaws, QuotaTellingLaws, QuotaPoolLaws, QuotaRuleLaws {
    private final FixedLimits limits = new FixedLimits();
    private final QuotaLog log = new QuotaLog();
    private QuotaStore store;

    /** A fresh, empty store for the quota to go around. */
    abstract MailStore inside() throws Exception;

    @BeforeEach
    void open() throws Exception {
        store = new QuotaStore(inside(), limits, log);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    public QuotaStore store() {
        return store;
    }

    @Override
    public FixedLimits limits() {
        return limits;
    }

    @Override
    public QuotaLog log() {
        return log;
    }
}
