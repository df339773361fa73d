package org.postern.store.maildir;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** A message file as another program left it. {@code size} is in octets. */
record AdoptedFile(MessageFile file, MessageFileName name, long size, Instant modified) {
    /** Empty for what is not a regular file. */
    static Optional<AdoptedFile> see(FileLayer files, Path folder, MessageFile file) throws IOException {
        return files.stat(file.in(folder))
                .filter(FileLayer.Stat::isFile)
                .map(stat -> new AdoptedFile(file, MessageFileName.parse(file.name()), stat.size(), stat.modified()));
    }

    /** Whether the name says sizes that can be true. */
    boolean isSizedByName() {
        return name.stored().orElse(-1) == size && name.wire().orElse(-1) >= size;
    }

    /** Where it lies once its name says its sizes and this UID; reads the file when the name does not say its sizes. */
    MessageFile named(long uid, FileLayer files, Path folder) throws IOException {
        long wire = isSizedByName() ? name.wire().orElse(size) : measure(files, folder);
        return new MessageFile(file.place(), name.withUid(uid, size, wire, file.place()));
    }

    private long measure(FileLayer files, Path folder) throws IOException {
        try (FileChannel channel = files.openToRead(file.in(folder))) {
            return CrlfBody.measure(channel);
        }
    }
}
