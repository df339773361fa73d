package org.postern.store.maildir;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The message files with a UID that a check saw in a mailbox. They are added in any order; {@link #sort} brings them by
 * rising UID, one of each. A mailbox may hold a million, so what a name says is read from it when it is asked for.
 */
final class SeenFiles implements Iterable<SeenFiles.Seen> {
    /** A message file and its size in octets. */
    record Seen(long uid, MessageFile file, long size) {
        MessageFileName name() {
            return MessageFileName.parse(file.name());
        }
    }

    private final List<Seen> files = new ArrayList<>();

    void add(Seen seen) {
        files.add(seen);
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    /** Returns those whose UID another has that was added before. */
    List<Seen> sort() {
        files.sort(Comparator.comparingLong(Seen::uid));
        List<Seen> doubles = new ArrayList<>();
        int kept = 0;
        for (Seen seen : files) {
            if (kept > 0 && files.get(kept - 1).uid() == seen.uid()) {
                doubles.add(seen);
            } else {
                files.set(kept++, seen);
            }
        }
        files.subList(kept, files.size()).clear();
        return doubles;
    }

    Optional<Seen> get(long uid) {
        int at = indexOf(uid);
        return at < 0 ? Optional.empty() : Optional.of(files.get(at));
    }

    /** Puts a file in the place of the one that has its UID. */
    void replace(Seen seen) {
        files.set(indexOf(seen.uid()), seen);
    }

    private int indexOf(long uid) {
        int low = 0;
        int high = files.size() - 1;
        while (low <= high) {
            int mid = (low + high) >>> 1;
            long at = files.get(mid).uid();
            if (at == uid) {
                return mid;
            }
            if (at < uid) {
                low = mid + 1;
            } else {
                high = mid - 1;
            }
        }
        return -1;
    }

    @Override
    public Iterator<Seen> iterator() {
        return files.iterator();
    }
}
