package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;

/**
 * A directory of the real file system that is kept open.
 *
 * @param stream where the file system knows names relative to an open directory, one of those
 */
record DiskDirectory(Path path, DirectoryStream<Path> stream) implements FileLayer.OpenDirectory {
    @SuppressWarnings("StreamResourceLeak") // closed with this
    static DiskDirectory open(Path directory) throws IOException {
        return new DiskDirectory(directory, Files.newDirectoryStream(directory));
    }

    @Override
    public void rename(String from, FileLayer.OpenDirectory to, String name) throws IOException {
        if (!(to instanceof DiskDirectory target)) {
            throw new IllegalArgumentException("a directory of another layer");
        }
        if (stream instanceof SecureDirectoryStream<Path> here
                && target.stream() instanceof SecureDirectoryStream<Path> there) {
            here.move(relative(from), there, relative(name));
        } else {
            Files.move(path.resolve(from), target.path().resolve(name), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    @Override
    public void delete(String name) throws IOException {
        if (stream instanceof SecureDirectoryStream<Path> here) {
            here.deleteFile(relative(name));
        } else {
            Files.delete(path.resolve(name));
        }
    }

    private Path relative(String name) {
        return path.getFileSystem().getPath(name);
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
