package org.postern.store.terms;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SegmentReader;
import org.apache.lucene.util.StringHelper;

/** Remembers which pieces of one index were read whole and are sound, as long as the process lives. Thread-safe. */
public final class Trust {
    private final Set<String> sound = new HashSet<>();

    /** Reads what has not been read. Fails with {@code IOException} when something is damaged. */
    void check(DirectoryReader reader) throws IOException {
        Set<String> there = new HashSet<>();
        for (LeafReaderContext leaf : reader.leaves()) {
            SegmentReader segment = (SegmentReader) leaf.reader();
            String id = StringHelper.idToString(segment.getSegmentInfo().info.getId());
            there.add(id);
            if (!has(id)) {
                segment.checkIntegrity();
            }
        }
        keep(there);
    }

    private synchronized boolean has(String id) {
        return sound.contains(id);
    }

    /** Those that are not there any more never come back. */
    private synchronized void keep(Set<String> there) {
        sound.clear();
        sound.addAll(there);
    }
}
