package org.postern.quota;

import org.postern.store.StorageUse;
import org.postern.store.UserName;

/** Is told what quotas do, on the thread that did it, after the fact, with no lock held. */
public interface QuotaListener {
    QuotaListener NONE = new QuotaListener() {
        @Override
        public void crossed(UserName user, int percent, StorageUse use) {}

        @Override
        public void receded(UserName user, int percent, StorageUse use) {}

        @Override
        public void relieved(UserName user, StorageUse use) {}

        @Override
        public void refused(UserName user, long octets, StorageUse use) {}
    };

    /**
     * An arrival took the user over a threshold; once, until usage has been below it again. When one arrival crosses
     * several, only the highest is told.
     *
     * @param percent the threshold, 1 to 100
     * @param use of the user, or of the domain where it is the domain's limit that is shared
     */
    void crossed(UserName user, int percent, StorageUse use);

    /**
     * Usage is below a threshold again that was told before; of several, the lowest. It is seen when mail is removed through
     * the store, and before the next arrival where it was removed otherwise or the limit was raised.
     */
    void receded(UserName user, int percent, StorageUse use);

    /** Mail was refused for want of room, and now usage is below the last threshold; comes after {@link #receded}. */
    void relieved(UserName user, StorageUse use);

    /** Something was refused with OVER_QUOTA: {@code octets} in all, that would not fit into {@code use}. */
    void refused(UserName user, long octets, StorageUse use);
}
