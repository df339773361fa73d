package org.postern.store.maildir;

import java.util.Optional;
import org.postern.store.Delta;
import org.postern.store.MailboxSnapshot;
import org.postern.store.MailboxStatus;
import org.postern.store.ModSeq;
import org.postern.store.StoreException;
import org.postern.store.UidSet;
import org.postern.store.maildir.ForeignChanges.Interest;

/** What one mailbox holds: as it is known, or after a look at what other programs did. */
final class FolderView {
    private final Folder folder;

    FolderView(Folder folder) {
        this.folder = folder;
    }

    /** After a look. */
    MailboxSnapshot refresh() throws StoreException {
        return folder.lockedAll(l -> {
            l.changes().catchUp(folder.isWatched() ? Interest.WATCHED : Interest.LISTED);
            return l.state().snapshot();
        });
    }

    UidSet recent() throws StoreException {
        return folder.locked(FolderState::recent);
    }

    /** After a look. */
    MailboxStatus status() throws StoreException {
        return folder.lockedAll(l -> {
            l.changes().catchUp(Interest.LISTED);
            MailboxSnapshot now = l.state().snapshot();
            return new MailboxStatus(
                    now.info(),
                    now.size(),
                    now.unseen(),
                    now.deleted(),
                    l.state().recent().size(),
                    now.totalOctets(),
                    now.uidNext(),
                    now.highestModSeq());
        });
    }

    Delta since(ModSeq since) throws StoreException {
        return folder.locked(s -> {
            MailboxSnapshot now = s.snapshot();
            UidSet changed = now.changedAfter(since);
            Optional<UidSet> vanished = s.history().after(since.value());
            long last = now.uidNext() - 1;
            UidSet given = last < 1 ? UidSet.NONE : UidSet.range(1, last);
            return new Delta(changed, vanished.orElseGet(() -> given.minus(now.uids())), vanished.isPresent());
        });
    }
}
