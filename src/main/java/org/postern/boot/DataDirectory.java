package org.postern.boot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postern.config.Settings;

/** The data directory, held by this process until it is closed. The lock dies with the process. */
final class DataDirectory implements AutoCloseable {
    private static final FileAttribute<Set<PosixFilePermission>> DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path pidFile;
    private final FileChannel channel;

    private DataDirectory(Path pidFile, FileChannel channel) {
        this.pidFile = pidFile;
        this.channel = channel;
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
        FileChannel channel = FileChannel.open(
                settings.runDir().resolve("lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                FILE);
        if (lock(channel) == null) {
            channel.close();
            throw new HeldException(settings.dataDir());
        }
        return new DataDirectory(settings.runDir().resolve("postern.pid"), channel);
    }

    /** For administrators and scripts; what locks is the lock. */
    void writePid() throws IOException {
        Files.deleteIfExists(pidFile);
        try (FileChannel file = FileChannel.open(
                pidFile, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), FILE)) {
            String line = ProcessHandle.current().pid() + "\n";
            file.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
        }
    }

    /** The lock's file stays: whoever removed it would let two processes lock two files. */
    @Override
    public void close() throws IOException {
        try (FileChannel held = channel) {
            if (held.isOpen()) {
                Files.deleteIfExists(pidFile);
            }
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by this very process
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
