package org.postern.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reports that wait, one file each: a line {@code to: address}, a line {@code created: instant}, an empty line, the
 * message. A file is complete and on disk before it gets its name, and never changed afterwards. Not thread-safe for one
 * report; different reports may be handled at once.
 */
public final class QueueDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(QueueDirectory.class);
    private static final String SUFFIX = ".bounce";
    private static final String UNFINISHED = ".tmp";
    private static final int MAX_FILE = 16 * 1024 * 1024;

    private final Path directory;

    /** The directory is made when the first report comes. */
    public QueueDirectory(Path directory) {
        this.directory = directory;
    }

    /** Every report in the directory, in no order; what cannot be read is logged and left alone. */
    List<QueuedBounce> load() throws IOException {
        List<QueuedBounce> found = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return found;
        }
        List<Path> files;
        try (Stream<Path> listed = Files.list(directory)) {
            files = listed.filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (name.endsWith(UNFINISHED)) {
                Files.deleteIfExists(file);
            } else if (name.endsWith(SUFFIX)) {
                read(file, name.substring(0, name.length() - SUFFIX.length()), found);
            }
        }
        return found;
    }

    private static void read(Path file, String id, List<QueuedBounce> into) {
        try {
            byte[] octets = octets(file);
            String head = new String(octets, 0, headEnd(octets), StandardCharsets.UTF_8);
            List<String> lines = head.lines().toList();
            Address to = Address.parse(value(lines.get(0), "to: "));
            into.add(new QueuedBounce(id, to, Instant.parse(value(lines.get(1), "created: "))));
        } catch (IOException | IllegalArgumentException | DateTimeException | IndexOutOfBoundsException e) {
            LOG.error("queue file {} cannot be read and is left alone", file, e);
        }
    }

    private static String value(String line, String key) {
        if (!line.startsWith(key)) {
            throw new IllegalArgumentException("no line '" + key + "'");
        }
        return line.substring(key.length());
    }

    /** Durable when it returns. */
    void add(QueuedBounce bounce, byte[] message) throws IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path unfinished = directory.resolve(bounce.id() + UNFINISHED);
        String head = "to: " + bounce.to() + "\ncreated: " + bounce.created() + "\n\n";
        try {
            write(unfinished, head.getBytes(StandardCharsets.UTF_8), message);
            Files.move(unfinished, file(bounce), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    private static void write(Path file, byte[] head, byte[] message) throws IOException {
        Set<StandardOpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (FileChannel out = FileChannel.open(file, fresh, mode)) {
            for (ByteBuffer part : List.of(ByteBuffer.wrap(head), ByteBuffer.wrap(message))) {
                while (part.hasRemaining()) {
                    out.write(part);
                }
            }
            out.force(true);
        }
    }

    byte[] message(QueuedBounce bounce) throws IOException {
        byte[] octets = octets(file(bounce));
        int start = headEnd(octets) + 2;
        return Arrays.copyOfRange(octets, start, octets.length);
    }

    void remove(QueuedBounce bounce) throws IOException {
        Files.deleteIfExists(file(bounce));
    }

    private Path file(QueuedBounce bounce) {
        return directory.resolve(bounce.id() + SUFFIX);
    }

    private static byte[] octets(Path file) throws IOException {
        if (Files.size(file) > MAX_FILE) {
            throw new IOException("larger than any report");
        }
        return Files.readAllBytes(file);
    }

    /** Where the empty line begins that ends the head. */
    private static int headEnd(byte[] octets) throws IOException {
        for (int i = 0; i + 1 < octets.length; i++) {
            if (octets[i] == '\n' && octets[i + 1] == '\n') {
                return i;
            }
        }
        throw new IOException("no head");
    }
}
