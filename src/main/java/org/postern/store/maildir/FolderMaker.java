package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Makes the directories of a mailbox, so that it is there wholly or not at all. */
final class FolderMaker {
    static final List<String> DIRECTORIES = List.of("tmp", "new", "cur");
    /** By this empty file Courier and maildrop know a directory as a folder of an account, not an account. */
    static final String MARKER = "maildirfolder";

    private final Surroundings env;

    FolderMaker(Surroundings env) {
        this.env = env;
    }

    /** Makes directories and identity in a directory that is not a mailbox yet. */
    void fill(Path folder, long uidValidity) throws IOException {
        env.files().makeDirectory(folder);
        for (String directory : DIRECTORIES) {
            env.files().makeDirectory(folder.resolve(directory));
        }
        Identity identity = new Identity(env.names().mailboxId(), uidValidity, 0, 0);
        env.small().write(folder.resolve(Identity.FILE), identity.text());
    }

    void mark(Path folder) throws IOException {
        mark(folder, "");
    }

    /** What is in it, no program looks at but {@link NestedFolders}. */
    void mark(Path folder, String text) throws IOException {
        env.small().write(folder.resolve(MARKER), text);
    }

    /** Durable and complete under its name when this returns. */
    void make(Path folder, long uidValidity) throws IOException {
        Path scratch = env.scratch();
        try {
            fill(scratch, uidValidity);
            mark(scratch);
            env.files().syncDirectory(scratch);
            env.files().rename(scratch, folder);
        } catch (IOException e) {
            removeQuietly(scratch, e);
            throw e;
        }
        env.files().syncDirectory(SmallFiles.parent(folder));
    }

    private void removeQuietly(Path scratch, IOException cause) {
        try {
            env.small().deleteTree(scratch);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
