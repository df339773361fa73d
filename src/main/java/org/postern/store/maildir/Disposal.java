package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** What becomes of the file of a message that is removed. */
interface Disposal {
    /** It goes for good. */
    Disposal UNLINK = (state, uid, open) -> {
        MessageFile file = state.file(uid);
        open.delete(state.directory(file.place()), file.name());
    };

    /**
     * Takes the file of a message that is there out of its mailbox; called under the mailbox's lock.
     *
     * @param open by whom names are changed
     * @throws NoSuchFileException when it is not where it should be
     */
    void dispose(FolderState state, long uid, OpenDirectories open) throws IOException;
}
