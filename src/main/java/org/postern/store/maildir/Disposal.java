package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** What becomes of the file of a message that is removed. */
interface Disposal {
    /** It goes for good. */
    Disposal UNLINK = (state, uid) -> state.env().files().delete(state.path(state.file(uid)));

    /**
     * Takes the file of a message that is there out of its mailbox; called under the mailbox's lock.
     *
     * @throws NoSuchFileException when it is not where it should be
     */
    void dispose(FolderState state, long uid) throws IOException;
}
