package org.postern.net;

import java.io.IOException;
import java.net.BindException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/** The file that a Unix-domain listener leaves in the file system. */
final class UnixSocketFile {
    private final Path path;

    UnixSocketFile(Path path) {
        this.path = path;
    }

    /**
     * Removes what a dead server left, never anything else.
     *
     * @throws BindException when somebody listens there, or something that is no socket has the name
     */
    void makeWay() throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther()) {
            throw new BindException(path + " exists and is no socket");
        }
        if (somebodyListens()) {
            throw new BindException(path + " is in use");
        }
        Files.delete(path);
    }

    /** Who may reach the directory may connect, as with the port on the loopback address. */
    void open() throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
    }

    void remove() throws IOException {
        Files.deleteIfExists(path);
    }

    private boolean somebodyListens() throws IOException {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return probe.connect(UnixDomainSocketAddress.of(path));
        } catch (java.net.ConnectException e) {
            return false;
        }
    }
}
