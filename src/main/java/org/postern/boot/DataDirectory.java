package org.postern.boot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.postern.config.Settings;
import org.postern.store.maildir.DirectoryLock;

/** The data directory, held by this process until it is closed. The lock dies with the process. */
final class DataDirectory implements AutoCloseable {
    private static final FileAttribute<Set<PosixFilePermission>> DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path pidFile;
    private final DirectoryLock lock;

    private DataDirectory(Path pidFile, DirectoryLock lock) {
        this.pidFile = pidFile;
        this.lock = lock;
    }

    /** Somebody else holds it. */
    static final class HeldException extends IOException {
        private static final long serialVersionUID = 1L;

        HeldException(Path directory) {
            super(directory + " is in use by another process");
        }
    }

    /**
     * Makes what is missing and takes the lock.
     *
     * @throws HeldException when another process has it
     */
    static DataDirectory hold(Settings settings) throws IOException {
        requireOwner(settings.dataDir());
        Files.createDirectories(settings.dataDir(), DIRECTORY);
        Files.createDirectories(settings.runDir(), DIRECTORY);
        DirectoryLock lock = DirectoryLock.tryTake(settings.runDir().resolve("lock"))
                .orElseThrow(() -> new HeldException(settings.dataDir()));
        return new DataDirectory(settings.runDir().resolve("postern.pid"), lock);
    }

    /** For administrators and scripts; what locks is the lock. */
    void writePid() throws IOException {
        Files.deleteIfExists(pidFile);
        try (FileChannel file =
                FileChannel.open(pidFile, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), FILE)) {
            String line = ProcessHandle.current().pid() + "\n";
            file.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
        }
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            Files.deleteIfExists(pidFile);
        }
    }

    /** Root would leave files behind that the server's own user cannot read. */
    private static void requireOwner(Path directory) throws IOException {
        if (Files.isDirectory(directory) && System.getProperty("user.name", "").equals("root")) {
            String owner = Files.getOwner(directory).getName();
            if (!owner.equals("root")) {
                throw new IOException(directory + " belongs to " + owner
                        + ": run this as that user, for example with: runuser -u " + owner + " -- postern ...");
            }
        }
    }
}
