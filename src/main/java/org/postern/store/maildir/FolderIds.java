package org.postern.store.maildir;

import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.postern.store.IdFormat;
import org.postern.store.UniqueIds;

/** What an earlier server gave, else what the account's format makes of UID and file name. */
final class FolderIds implements UniqueIds {
    private final FolderState state;
    private final ReentrantLock lock;
    private final IdFormat format;
    private final Map<Long, String> known;
    private final long validity;

    /**
     * @param lock the mailbox's
     * @param known by UID, those that an earlier server gave
     */
    FolderIds(FolderState state, ReentrantLock lock, IdFormat format, Map<Long, String> known) {
        this.state = state;
        this.lock = lock;
        this.format = format;
        this.known = known;
        this.validity = state.info().uidValidity();
    }

    @Override
    public String of(long uid) {
        String id = known.get(uid);
        return id != null ? id : format.of(uid, validity, format.usesName() ? base(uid) : "");
    }

    private String base(long uid) {
        lock.lock();
        try {
            MessageFile file = state.table().get(uid);
            return file == null ? "U=" + uid : file.base();
        } finally {
            lock.unlock();
        }
    }
}
