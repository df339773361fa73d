package org.postern.store.maildir;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.postern.store.IdFormat;
import org.postern.store.UniqueIds;

/**
 * What an earlier server gave, else what the account's format makes of UID and file name. Where that server gave two messages
 * one id, as some do for two copies of a message, the later one has another, for ids are to be unique.
 */
final class FolderIds implements UniqueIds {
    private final FolderState state;
    private final ReentrantLock lock;
    private final IdFormat format;
    private final Map<Long, String> known = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final long validity;

    /**
     * @param lock the mailbox's
     * @param given by UID, what an earlier server gave
     */
    FolderIds(FolderState state, ReentrantLock lock, IdFormat format, Map<Long, String> given) {
        this.state = state;
        this.lock = lock;
        this.format = format;
        this.validity = state.info().uidValidity();
        new TreeMap<>(given).forEach((uid, id) -> {
            if (taken.add(id)) {
                known.put(uid, id);
            }
        });
    }

    @Override
    public String of(long uid) {
        String id = known.get(uid);
        return id != null ? id : own(uid, format.of(uid, validity, format.usesName() ? base(uid) : ""));
    }

    /** What was made, unless an earlier server gave another message the same: then with the UID, which makes it unique. */
    private String own(long uid, String made) {
        return UniqueIds.bounded(taken.contains(made) ? made + "-" + uid : made);
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
