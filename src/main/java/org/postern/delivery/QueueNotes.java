package org.postern.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far each message of the queue has come, a small file beside each that has been tried. Different messages may be handled
 * at once.
 *
 * <p>What must stay true: a note is whole, the old one or the new; without one, or with one that cannot be read, a message is as
 * good as untried. So a crash costs the knowledge of one attempt, and no note ever costs a message.
 */
final class QueueNotes {
    static final String SUFFIX = ".attempts";

    private static final Logger LOG = LoggerFactory.getLogger(QueueNotes.class);
    /** Octets: more than a note ever has. */
    private static final long MAX_NOTE = 16 * 1024;

    private final Path directory;

    QueueNotes(Path directory) {
        this.directory = directory;
    }

    void write(String id, Attempts attempts) {
        Path unfinished = directory.resolve(id + SUFFIX + QueueDirectory.UNFINISHED);
        try {
            Set<StandardOpenOption> anew =
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
            var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            try (FileChannel out = FileChannel.open(unfinished, anew, mode)) {
                ByteBuffer octets = ByteBuffer.wrap(attempts.text().getBytes(StandardCharsets.UTF_8));
                while (octets.hasRemaining()) {
                    out.write(octets);
                }
                out.force(true);
            }
            Files.move(unfinished, file(id), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("how far {} has come is not noted; a restart would try it at once", id, e);
        }
    }

    Optional<Attempts> read(String id) {
        Path file = file(id);
        try {
            return Files.size(file) > MAX_NOTE ? Optional.empty() : Optional.of(Attempts.parse(Files.readString(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} cannot be read: the message counts as untried", file, e);
            return Optional.empty();
        }
    }

    /** Without its message it harms nobody, and goes at the next start at the latest. */
    void remove(String id) {
        try {
            Files.deleteIfExists(file(id));
        } catch (IOException e) {
            LOG.warn("{} cannot be removed", file(id), e);
        }
    }

    private Path file(String id) {
        return directory.resolve(id + SUFFIX);
    }
}
