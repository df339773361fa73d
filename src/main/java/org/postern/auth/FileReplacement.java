package org.postern.auth;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A new content for a file, written beside it and renamed over it: after a crash there is the old file or the new one.
 * Close without {@link #commit} leaves the old one.
 */
final class FileReplacement implements AutoCloseable {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> NEVER_KEPT = PosixFilePermissions.fromString("--x-wxrwx");

    private final Path target;
    private final Path temporary;

    private FileReplacement(Path target, Path temporary) {
        this.target = target;
        this.temporary = temporary;
    }

    /** The temporary file is readable by its owner only from its first moment. */
    static FileReplacement of(Path target) throws IOException {
        Path temporary = Files.createTempFile(
                directoryOf(target),
                "." + target.getFileName(),
                ".tmp",
                PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        return new FileReplacement(target, temporary);
    }

    Path temporary() {
        return temporary;
    }

    /** All of it, with the owner and the mode that it will have; durable when this returns. */
    void write(byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            ByteBuffer octets = ByteBuffer.wrap(content);
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
            channel.force(true);
        }
        inheritOwnerAndMode();
    }

    /** Nothing stands between this and the rename. */
    void commit() throws IOException {
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel directory = FileChannel.open(directoryOf(target), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(temporary);
    }

    /**
     * An existing file keeps its owner, and its mode where that lets only the group read too; a new one belongs to the
     * owner of the directory, so that root's commands make no file that the server cannot read.
     */
    private void inheritOwnerAndMode() throws IOException {
        boolean exists = Files.exists(target);
        Path model = exists ? target : directoryOf(target);
        copyWhereDifferent(model, "unix:gid");
        copyWhereDifferent(model, "unix:uid");
        if (exists) {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(target);
            mode.removeAll(NEVER_KEPT);
            mode.addAll(OWNER_ONLY);
            Files.setPosixFilePermissions(temporary, mode);
        }
    }

    private void copyWhereDifferent(Path model, String attribute) throws IOException {
        Object wanted = Files.getAttribute(model, attribute, LinkOption.NOFOLLOW_LINKS);
        if (wanted.equals(Files.getAttribute(temporary, attribute)) || !runsAsRoot()) {
            return; // only root may give files away; anybody else's new file is his own
        }
        Files.setAttribute(temporary, attribute, wanted);
    }

    private boolean runsAsRoot() throws IOException {
        return Integer.valueOf(0).equals(Files.getAttribute(temporary, "unix:uid"));
    }

    private static Path directoryOf(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }
}
