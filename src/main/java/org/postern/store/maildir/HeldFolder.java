package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.ObjLongConsumer;

/** A directory of held messages; fails with NoSuchFileException when it is not there any more. */
interface HeldFolder {
    Path path();

    boolean isEmpty() throws IOException;

    List<HeldFile> files() throws IOException;

    /** When messages left, and how many octets their names say they have; cheaper than {@link #files}. */
    void census(ObjLongConsumer<Instant> each) throws IOException;

    /**
     * Removes what left before, oldest first, about {@code most} files.
     *
     * @return how many
     */
    int purge(Instant before, int most) throws IOException;
}
