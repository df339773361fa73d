package org.postern.webhook;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events that wait, a file each whose name is {@code number.milliseconds.id} whose first line says what the event is
 * about, and whose rest is what is told. Invariant: a file with such a name is complete and on disk. Not thread-safe.
 */
final class EventDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(EventDirectory.class);
    private static final Pattern NAME = Pattern.compile("([0-9]{1,18})\\.([0-9]{1,15})\\.([0-9A-Za-z-]{1,64})");
    private static final String UNFINISHED = ".tmp";
    private static final FileAttribute<Set<PosixFilePermission>> OWN_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWN_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path directory;

    /** The directory is made when the first event comes. */
    EventDirectory(Path directory) {
        this.directory = directory;
    }

    /** All events in their order; what is no event, or cannot be read, is left alone, what was begun is removed. */
    List<Event> load() throws IOException {
        List<Event> found = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            List<Path> files;
            try (Stream<Path> listed = Files.list(directory)) {
                files = listed.toList();
            }
            for (Path file : files) {
                if (file.getFileName().toString().endsWith(UNFINISHED)) {
                    Files.deleteIfExists(file);
                } else {
                    read(file).ifPresent(found::add);
                }
            }
        }
        found.sort(Comparator.comparingLong(Event::number));
        return found;
    }

    private static Optional<Event> read(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches()) {
            return Optional.empty();
        }
        try {
            String text = Files.readString(file);
            int line = text.indexOf('\n');
            return Optional.of(new Event(
                    name.group(3),
                    Long.parseLong(name.group(1)),
                    Instant.ofEpochMilli(Long.parseLong(name.group(2))),
                    text.substring(0, Math.max(0, line)),
                    text.substring(line + 1)));
        } catch (IOException e) {
            LOG.warn("event {} cannot be read and is left alone", file, e);
            return Optional.empty();
        }
    }

    /** Durable when it returns. */
    void add(Event event) throws IOException {
        make();
        Path unfinished = directory.resolve(event.id() + UNFINISHED);
        try {
            write(unfinished, event.about() + "\n" + event.json());
            Files.move(unfinished, file(event), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
        sync(directory);
    }

    private void make() throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, OWN_DIRECTORY);
            sync(Objects.requireNonNull(directory.toAbsolutePath().getParent()));
        }
    }

    private static void sync(Path directory) throws IOException {
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    private static void write(Path file, String text) throws IOException {
        Set<StandardOpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel out = FileChannel.open(file, fresh, OWN_FILE)) {
            ByteBuffer octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (octets.hasRemaining()) {
                out.write(octets);
            }
            out.force(true);
        }
    }

    /** An event that could not be removed is told once more after a restart. */
    void remove(Event event) {
        try {
            Files.deleteIfExists(file(event));
        } catch (IOException e) {
            LOG.warn("event {} cannot be removed", file(event), e);
        }
    }

    private Path file(Event event) {
        return directory.resolve(event.number() + "." + event.at().toEpochMilli() + "." + event.id());
    }
}
