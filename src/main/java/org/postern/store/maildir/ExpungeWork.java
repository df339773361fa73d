package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.postern.store.ProgressListener;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/** Removes messages. Runs under the mailbox's lock; what a failure leaves done is committed. */
final class ExpungeWork {
    private final FolderState state;
    private final Disposal disposal;
    private final Occasion why;
    private ProgressListener progress = ProgressListener.NONE;
    private UidSet removed = UidSet.NONE;

    ExpungeWork(FolderState state, Disposal disposal, Occasion why) {
        this.state = state;
        this.disposal = disposal;
        this.why = why;
    }

    ExpungeWork reporting(ProgressListener listener) {
        progress = listener;
        return this;
    }

    UidSet run(UidSet uids) throws IOException, StoreException {
        UidSet missing = pass(state.present(uids));
        if (!missing.isEmpty()) {
            new DirectoryScan(state).run(UidAdmission.NONE);
            pass(state.present(missing));
        }
        return removed;
    }

    /** Returns those whose file was not where it should be. */
    private UidSet pass(UidSet uids) throws IOException {
        UidSet.Builder missing = new UidSet.Builder();
        Draft draft = state.draft(why);
        long done = 0;
        try (OpenDirectories open = new OpenDirectories(state.env(), uids.size())) {
            for (var it = uids.iterator(); it.hasNext(); ) {
                progress.at(done++, uids.size());
                long uid = it.nextLong();
                try {
                    disposal.dispose(state, uid, open);
                    draft.remove(uid);
                } catch (NoSuchFileException e) {
                    missing.add(uid);
                }
            }
        } finally {
            removed = removed.plus(draft.commit());
        }
        return missing.build();
    }
}
