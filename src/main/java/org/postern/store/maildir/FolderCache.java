package org.postern.store.maildir;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.postern.store.StoreException;

/** The summaries of one mailbox, for those who do not hold its lock: where records stand, the file, and new records. */
final class FolderCache {
    private final Folder folder;

    FolderCache(Folder folder) {
        this.folder = folder;
    }

    /** Where it has the messages from a UID on, at most {@code most}. */
    FolderSummaries.Places places(long from, int most) throws StoreException {
        return folder.locked(s -> {
            FileTable table = s.table();
            int first = table.slotFrom(from);
            int count = Math.min(most, table.slots() - first);
            long[] uids = new long[count];
            long[] at = new long[count];
            for (int i = 0; i < count; i++) {
                uids[i] = table.uidAt(first + i);
                at[i] = table.summaries().at(first + i);
            }
            return new FolderSummaries.Places(s.caches().summaries().generation(), uids, at);
        });
    }

    /** Empty when there is no file; opened without the lock. */
    Optional<CacheReader> open() throws IOException, StoreException {
        return folder.locked(s -> s.caches().summaries()).open();
    }

    /** What cannot be kept is made again when it is asked for. */
    void keep(List<FolderSummaries.Made> made) {
        try {
            folder.locked(s -> {
                s.caches().keep(made);
                return made;
            });
        } catch (StoreException e) {
            return; // the mailbox is gone or the store closed: nobody asks again
        }
    }
}
