package org.postern.store.maildir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Small text files, read whole and replaced atomically: after a crash there is the old text or the new one. */
final class SmallFiles {
    /** Longest file read; a subscription list of 10,000 names is far below. */
    static final long MAX_SIZE = 16L << 20;

    /** Characters written at a time. */
    private static final int PIECE = 1 << 16;

    private final FileLayer files;

    SmallFiles(FileLayer files) {
        this.files = files;
    }

    /** Empty when there is no such regular file, or it is larger than any we write. */
    Optional<List<String>> lines(Path file) throws IOException {
        try (FileChannel channel = files.openToRead(file)) {
            if (channel.size() > MAX_SIZE) {
                return Optional.empty();
            }
            ByteBuffer all = ByteBuffer.allocate((int) channel.size());
            while (all.hasRemaining() && channel.read(all) >= 0) {}
            String text = new String(all.array(), 0, all.position(), StandardCharsets.UTF_8);
            return Optional.of(text.lines().toList());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** For files that may be too large to have in memory; empty when there is no such regular file. */
    Optional<BufferedReader> reader(Path file) throws IOException {
        try {
            CharsetDecoder lenient = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE);
            return Optional.of(new BufferedReader(Channels.newReader(files.openToRead(file), lenient, -1)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Durable when it returns. */
    void replace(Path file, String text) throws IOException {
        write(file, text);
        files.syncDirectory(parent(file));
    }

    /** Content on the disk; the name only once the directory is synced. */
    void write(Path file, String text) throws IOException {
        write(file, out -> out.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
    }

    /** As {@link #replace(Path, String)}, for more lines than should be in memory at once. */
    void replace(Path file, Iterator<String> lines) throws IOException {
        write(file, out -> writeLines(lines, out));
        files.syncDirectory(parent(file));
    }

    private static void writeLines(Iterator<String> lines, FileLayer.OutFile out) throws IOException {
        StringBuilder some = new StringBuilder();
        while (lines.hasNext()) {
            some.append(lines.next()).append('\n');
            if (some.length() > PIECE || !lines.hasNext()) {
                out.write(ByteBuffer.wrap(some.toString().getBytes(StandardCharsets.UTF_8)));
                some.setLength(0);
            }
        }
    }

    private interface Content {
        void to(FileLayer.OutFile out) throws IOException;
    }

    private void write(Path file, Content content) throws IOException {
        Path fresh = parent(file).resolve(file.getFileName() + ".tmp");
        deleteIfThere(fresh);
        try (FileLayer.OutFile out = files.create(fresh)) {
            content.to(out);
            out.sync();
        } catch (IOException e) {
            deleteQuietly(fresh, e);
            throw e;
        }
        files.rename(fresh, file);
    }

    void deleteIfThere(Path path) throws IOException {
        try {
            files.delete(path);
        } catch (NoSuchFileException e) {
            // As wanted.
        }
    }

    /** Tidies up after a failure, which stays the one to tell. */
    void deleteQuietly(Path path, Exception cause) {
        try {
            deleteIfThere(path);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /** Removes a directory with all in it, following no link. */
    void deleteTree(Path path) throws IOException {
        Optional<FileLayer.Stat> stat = files.stat(path);
        if (stat.isPresent() && stat.get().isDirectory()) {
            for (String name : files.list(path)) {
                deleteTree(path.resolve(name));
            }
        }
        if (stat.isPresent()) {
            deleteIfThere(path);
        }
    }

    static Path parent(Path file) {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("no parent: " + file);
        }
        return parent;
    }
}
