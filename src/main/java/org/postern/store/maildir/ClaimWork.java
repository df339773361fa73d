package org.postern.store.maildir;

import java.io.IOException;
import org.postern.store.UidSet;

/** Moves what is claimed from new/ to cur/, as Maildir readers do. Runs under the mailbox's lock. */
final class ClaimWork {
    private final FolderState state;
    private final ForeignChanges changes;

    ClaimWork(FolderLoader.Loaded loaded) {
        this.state = loaded.state();
        this.changes = loaded.changes();
    }

    UidSet run() {
        UidSet recent = state.recent();
        changes.expect(2 * recent.size()); // an old name and a new one of each
        Draft draft = state.draft();
        recent.forEach(uid -> claim(uid, draft));
        if (!recent.isEmpty()) {
            draft.claimAll();
        }
        draft.commit();
        return recent;
    }

    /** One that cannot be moved is claimed all the same; a look later finds out where it is. */
    private void claim(long uid, Draft draft) {
        MessageFile from = state.file(uid);
        MessageFile to = from.withLetters("");
        if (from.place() == FilePlace.NEW) {
            try {
                state.env().files().rename(from.in(state.folder()), to.in(state.folder()));
                draft.rename(uid, to);
            } catch (IOException e) {
                changes.doubt();
            }
        }
    }
}
