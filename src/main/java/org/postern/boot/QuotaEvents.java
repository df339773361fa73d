package org.postern.boot;

import org.postern.audit.Audit;
import org.postern.delivery.QuotaWarner;
import org.postern.quota.QuotaListener;
import org.postern.store.StorageUse;
import org.postern.store.UserName;

/** What quotas do goes to the audit log, and warnings to the users. */
record QuotaEvents(Audit audit, QuotaWarner warner) implements QuotaListener {
    @Override
    public void crossed(UserName user, int percent, StorageUse use) {
        audit.quotaWarning(user.address(), percent);
        warner.warn(user, percent, use);
    }

    @Override
    public void receded(UserName user, int percent, StorageUse use) {
        audit.quotaReceded(user.address(), percent);
    }

    @Override
    public void relieved(UserName user, StorageUse use) {
        warner.relieve(user, use);
    }

    @Override
    public void refused(UserName user, long octets, StorageUse use) {
        audit.quotaExceeded(user.address(), octets);
    }
}
