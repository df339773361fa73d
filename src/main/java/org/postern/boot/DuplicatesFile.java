package org.postern.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.postern.delivery.Duplicates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps {@link Duplicates} in {@code <data-dir>/duplicates}. It is a hint: written now and then and when the server stops, not
 * synced, and what a crash loses of it is delivered twice at most. One thread at a time.
 */
final class DuplicatesFile {
    private static final Logger LOG = LoggerFactory.getLogger(DuplicatesFile.class);
    private static final long MAX_FILE = 16L * 1024 * 1024;

    private final Path file;
    private final Duplicates duplicates;

    DuplicatesFile(Path file, Duplicates duplicates) {
        this.file = file;
        this.duplicates = duplicates;
    }

    void load() {
        try {
            if (Files.isRegularFile(file) && Files.size(file) <= MAX_FILE) {
                duplicates.load(Files.readAllBytes(file));
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be read: messages may be delivered twice", file, e);
        }
    }

    synchronized void save() {
        Optional<byte[]> noted = duplicates.save();
        if (noted.isEmpty()) {
            return;
        }
        Path beside = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            Files.write(beside, noted.get());
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("{} cannot be written: messages may be delivered twice after a restart", file, e);
        }
    }
}
