package org.postern.store.maildir;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.postern.store.Flags;
import org.postern.store.MailboxName;
import org.postern.store.SystemFlag;

/**
 * A held message.
 *
 * @param path where it lies
 * @param from the mailbox it left
 * @param contentId as {@link ContentId}; empty where an older version held it, which did not note it
 * @param flags as they were
 */
record HeldFile(
        Path path, Origin from, Instant expunged, MessageFileName name, Optional<String> contentId, Flags flags) {
    /** A mailbox by its id, and the name it had. */
    record Origin(String id, MailboxName name) {}

    /** Marked again, it would be expunged again by the next client. */
    Flags unmarked() {
        return flags.minus(Flags.of(SystemFlag.DELETED));
    }

    /** What the disk says of it. */
    record Facts(long stored, long wire, Instant received) {}

    /** Empty when it is not there any more, or is no regular file. */
    Optional<Facts> facts(FileLayer files) throws IOException {
        Optional<FileLayer.Stat> stat = files.stat(path).filter(FileLayer.Stat::isFile);
        if (stat.isEmpty()) {
            return Optional.empty();
        }
        long size = stat.get().size();
        boolean told = name.stored().orElse(-1) == size && name.wire().orElse(-1) >= size;
        long wire = told ? name.wire().orElse(size) : measure(files);
        return Optional.of(new Facts(size, wire, stat.get().modified().truncatedTo(ChronoUnit.SECONDS)));
    }

    private long measure(FileLayer files) throws IOException {
        try (FileChannel channel = files.openToRead(path)) {
            return CrlfBody.measure(channel);
        }
    }
}
