package org.postern.store.maildir;

import java.nio.file.Path;

/** By reading the directories, as where the kernel tells nothing. */
final class ForeignChangesReadTest extends ForeignChangesLaws {
    @Override
    Lookout lookout(FileLayer files, Path spool) {
        return Lookout.NONE;
    }
}
