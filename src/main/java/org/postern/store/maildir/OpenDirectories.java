package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Changes names in a few directories: where they are many, the directories are kept open meanwhile, so that the kernel does
 * not walk the whole path of each. Belongs to one thread, under the lock of the mailbox.
 */
final class OpenDirectories implements AutoCloseable {
    private final FileLayer files;
    private final boolean many;
    private final Map<Path, FileLayer.OpenDirectory> open = new HashMap<>();

    /** @param changes how many there will be, at most */
    OpenDirectories(Surroundings env, long changes) {
        this.files = env.files();
        this.many = changes >= env.tuning().manyNames();
    }

    /** As {@link FileLayer#rename}, from a name in one directory to a name in another or the same. */
    void rename(Path from, String name, Path to, String as) throws IOException {
        if (many) {
            directory(from).rename(name, directory(to), as);
        } else {
            files.rename(from.resolve(name), to.resolve(as));
        }
    }

    /** As {@link FileLayer#delete}, of a file. */
    void delete(Path from, String name) throws IOException {
        if (many) {
            directory(from).delete(name);
        } else {
            files.delete(from.resolve(name));
        }
    }

    private FileLayer.OpenDirectory directory(Path path) throws IOException {
        FileLayer.OpenDirectory known = open.get(path);
        if (known == null) {
            known = files.openDirectory(path);
            open.put(path, known);
        }
        return known;
    }

    /** What has that path now may be another directory. */
    void forget(Path path) throws IOException {
        FileLayer.OpenDirectory known = open.remove(path);
        if (known != null) {
            known.close();
        }
    }

    @Override
    public void close() throws IOException {
        for (FileLayer.OpenDirectory directory : open.values()) {
            directory.close();
        }
    }
}
