package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Changes names in a few directories: where they are many, the directories are kept open meanwhile, so that the kernel does
 * not walk the whole path of each. Belongs to one thread, under the lock of the mailbox.
 *
 * <p>How it fails: where a directory cannot be opened names are changed by their paths, as where they are few.
 */
final class OpenDirectories implements AutoCloseable {
    private final FileLayer files;
    /** Whether directories are opened. */
    private boolean opening;

    private final Map<Path, FileLayer.OpenDirectory> open = new HashMap<>();

    /** @param changes how many there will be, at most */
    OpenDirectories(Surroundings env, long changes) {
        this.files = env.files();
        this.opening = changes >= env.tuning().manyNames();
    }

    /** As {@link FileLayer#rename}, from a name in one directory to a name in another or the same. */
    void rename(Path from, String name, Path to, String as) throws IOException {
        Optional<FileLayer.OpenDirectory> here = directory(from);
        Optional<FileLayer.OpenDirectory> there = directory(to);
        if (here.isPresent() && there.isPresent()) {
            here.get().rename(name, there.get(), as);
        } else {
            files.rename(from.resolve(name), to.resolve(as));
        }
    }

    /** As {@link FileLayer#delete}, of a file. */
    void delete(Path from, String name) throws IOException {
        Optional<FileLayer.OpenDirectory> here = directory(from);
        if (here.isPresent()) {
            here.get().delete(name);
        } else {
            files.delete(from.resolve(name));
        }
    }

    /** Empty when paths are to be used. */
    private Optional<FileLayer.OpenDirectory> directory(Path path) throws IOException {
        FileLayer.OpenDirectory known = open.get(path);
        if (known == null && opening) {
            known = tryToOpen(path);
        }
        return Optional.ofNullable(known);
    }

    /** Takes descriptors and the right to read, which changes of names do not need; without them none is kept open. */
    private FileLayer.@Nullable OpenDirectory tryToOpen(Path path) throws IOException {
        try {
            FileLayer.OpenDirectory opened = files.openDirectory(path);
            open.put(path, opened);
            return opened;
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            opening = false;
            close();
            return null;
        }
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
        open.clear();
    }
}
