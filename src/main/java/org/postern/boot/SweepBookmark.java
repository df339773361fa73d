package org.postern.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postern.retention.Sweeper.Bookmark;
import org.postern.retention.Sweeper.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the removal of old mail has come, in a small file: when the round began, the last account, whether it is over. A
 * power cut may lose what was written last, or all of it; then some accounts are looked at once more. Used by one thread.
 */
final class SweepBookmark implements Bookmark {
    private static final Logger LOG = LoggerFactory.getLogger(SweepBookmark.class);
    private static final String OVER = "over";

    private final Path file;
    private @Nullable Progress known;
    private boolean failed;

    SweepBookmark(Path file) {
        this.file = file;
    }

    @Override
    public Optional<Progress> read() {
        if (known == null) {
            known = kept().orElse(null);
        }
        return Optional.ofNullable(known);
    }

    private Optional<Progress> kept() {
        try {
            List<String> lines = Files.readAllLines(file);
            if (lines.size() != 3) {
                return Optional.empty();
            }
            Optional<String> last = Optional.of(lines.get(1)).filter(text -> !text.isEmpty());
            return Optional.of(
                    new Progress(Instant.parse(lines.get(0)), last, lines.get(2).equals(OVER)));
        } catch (IOException | DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public void write(Progress progress) {
        known = progress;
        String text =
                progress.begun() + "\n" + progress.last().orElse("") + "\n" + (progress.over() ? OVER : "") + "\n";
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.writeString(fresh, text);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            failed = false;
        } catch (IOException e) {
            if (!failed) {
                LOG.warn("{} cannot be written; after a restart some accounts are looked at again", file, e);
            }
            failed = true;
        }
    }
}
