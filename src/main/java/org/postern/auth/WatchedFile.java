package org.postern.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small text file that is read again when somebody changed it. A look costs one stat and is good for {@link #LOOK}, so
 * that a busy server does not ask the file system at every command. Thread-safe.
 *
 * <p>What must stay true: (1) A file that is being written by hand is not adopted half-written: a change counts once it
 * is {@link #SETTLE} old. (2) A file that had lines and is gone or has no octet is a failure and not a file without
 * lines, or whoever renames or rewrites it would make all users unknown for a moment. (3) A stamp is
 * taken before the octets it stands for are read, and again behind: where the two differ, nothing is adopted. (4) What was
 * written by hand is not replaced unread: an edit is made anew when the stamp is another right before the rename. Without
 * locks that others would have to know, the moment between the two is left.
 *
 * @param <T> what is made of the lines
 */
final class WatchedFile<T> {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedFile.class);

    /** Longer than an editor writes, and than the grain of any file system's times. */
    static final Duration SETTLE = Duration.ofMillis(200);
    /** How long what was seen counts. */
    static final Duration LOOK = Duration.ofMillis(20);

    /** Readings of a file that changes meanwhile, before the first that says anything. */
    private static final int READINGS = 5;

    private static final String CHANGING = "it changes whenever it is read";

    private final Path file;
    private final Parser<T> parser;
    private final InstantSource clock;
    /** Held by whoever reads or writes the file. */
    private final ReentrantLock busy = new ReentrantLock();

    private volatile @Nullable Loaded<T> loaded;
    /** When the file was seen to be as it is loaded, or too young to count. */
    private volatile Instant looked = Instant.MIN;
    /** Whether it could not be read when somebody last asked, which is told once, however many ask. */
    private volatile boolean away;

    /** Changes lines. */
    interface Edit {
        List<String> apply(List<String> lines) throws DirectoryException;
    }

    /** Makes something of lines; may compare with what an earlier reading gave. */
    interface Parser<T> {
        T parse(List<String> lines, Optional<T> before);
    }

    private record Stamp(FileTime modified, long size, String inode) {
        static final Stamp ABSENT = new Stamp(FileTime.fromMillis(0), -1, "");

        /** Equals no stamp of a file: read again at the next look. */
        Stamp unproven() {
            return new Stamp(ABSENT.modified(), size, ABSENT.inode());
        }
    }

    private record Loaded<T>(Stamp stamp, T value) {}

    WatchedFile(Path file, Parser<T> parser, InstantSource clock) {
        this.file = file;
        this.parser = parser;
        this.clock = clock;
    }

    /** What the file says now; a file that never was there says what no lines say. */
    T get() throws DirectoryException {
        try {
            T value = look();
            if (away) {
                away = false;
                LOG.warn("{} can be read again", file);
            }
            return value;
        } catch (DirectoryException e) {
            if (!away) {
                away = true;
                LOG.warn("{}", e.getMessage());
            }
            throw e;
        }
    }

    private T look() throws DirectoryException {
        Loaded<T> known = loaded;
        if (known == null) {
            return loadFirst();
        }
        Instant now = clock.instant();
        if (!now.isBefore(looked) && now.isBefore(looked.plus(LOOK))) {
            return known.value();
        }
        Stamp stamp = stamp(file);
        if (known.stamp().equals(stamp) || isSettling(stamp)) {
            looked = now;
            return known.value();
        }
        requireLines(known.stamp(), stamp);
        return loadAgain(stamp, known.value());
    }

    /** Equals an earlier one as long as the file is the same; a file that nobody has asked for is not read for this. */
    Object edition() throws DirectoryException {
        if (loaded == null) {
            return stamp(file);
        }
        var unused = get();
        return Objects.requireNonNull(loaded).stamp();
    }

    /** Everybody waits for the one that reads. */
    private T loadFirst() throws DirectoryException {
        busy.lock();
        try {
            Loaded<T> known = loaded;
            return known != null ? known.value() : loadSteady();
        } finally {
            busy.unlock();
        }
    }

    private T loadSteady() throws DirectoryException {
        Stamp stamp = stamp(file);
        for (int i = 0; i < READINGS; i++) {
            Optional<T> value = load(stamp);
            if (value.isPresent()) {
                return value.get();
            }
            Stamp after = stamp(file);
            requireLines(stamp, after);
            stamp = after;
        }
        throw unavailable(new IOException(CHANGING));
    }

    /** A file that had lines has some. */
    private void requireLines(Stamp before, Stamp now) throws DirectoryException {
        if (now.size() <= 0 && before.size() > 0) {
            throw unavailable(
                    now.equals(Stamp.ABSENT)
                            ? new NoSuchFileException(file.toString())
                            : new IOException("it is empty now; where that is meant, write a comment"));
        }
    }

    /** One reads; the others go on with what was known, for a large file takes its time. */
    private T loadAgain(Stamp stamp, T known) throws DirectoryException {
        if (!busy.tryLock()) {
            return known;
        }
        try {
            Loaded<T> now = loaded;
            return now != null && now.stamp().equals(stamp)
                    ? now.value()
                    : load(stamp).orElse(known);
        } finally {
            busy.unlock();
        }
    }

    /**
     * Replaces the file by its own lines with a change, durably; readers see the one or the other.
     *
     * @param edit asked again when somebody else has changed the file meanwhile
     * @throws DirectoryException UNAVAILABLE, the file is as it was then; and what the edit throws
     */
    void edit(Edit edit) throws DirectoryException {
        busy.lock();
        try {
            Loaded<T> known = loaded;
            Stamp seen = known == null ? Stamp.ABSENT : known.stamp();
            for (int i = 0; i < READINGS; i++) {
                Stamp before = stamp(file);
                requireLines(seen, before);
                if (isReplaced(before, edit)) {
                    return;
                }
                seen = before;
            }
            throw unavailable(new IOException(CHANGING));
        } finally {
            busy.unlock();
        }
    }

    private boolean isReplaced(Stamp before, Edit edit) throws DirectoryException {
        List<String> lines = edit.apply(read());
        try {
            Path target = Files.exists(file) ? file.toRealPath() : file;
            try (FileReplacement replacement = FileReplacement.of(target)) {
                replacement.write(OctetLines.join(lines));
                Stamp stamp = stamp(replacement.temporary());
                if (!stamp(file).equals(before)) {
                    return false;
                }
                replacement.commit();
                loaded = new Loaded<>(stamp, parse(lines));
                return true;
            }
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    /** Empty when the file was changed while it was read. */
    private Optional<T> load(Stamp stamp) throws DirectoryException {
        Stamp proven = isSettling(stamp) ? stamp.unproven() : stamp;
        List<String> lines = read();
        if (!stamp(file).equals(stamp)) {
            return Optional.empty();
        }
        T value = parse(lines);
        loaded = new Loaded<>(proven, value);
        return Optional.of(value);
    }

    private T parse(List<String> lines) {
        return parser.parse(lines, Optional.ofNullable(loaded).map(Loaded::value));
    }

    private boolean isSettling(Stamp stamp) {
        Instant now = clock.instant();
        Instant modified = stamp.modified().toInstant();
        return !modified.isAfter(now) && modified.plus(SETTLE).isAfter(now);
    }

    private List<String> read() throws DirectoryException {
        try {
            return OctetLines.split(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    private Stamp stamp(Path path) throws DirectoryException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return new Stamp(attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
        } catch (NoSuchFileException e) {
            return Stamp.ABSENT;
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    private DirectoryException unavailable(IOException e) {
        return new DirectoryException(
                DirectoryException.Problem.UNAVAILABLE, "cannot read or replace " + file + ": " + e, e);
    }
}
