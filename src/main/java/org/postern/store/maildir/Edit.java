package org.postern.store.maildir;

import java.util.ArrayList;
import java.util.List;
import org.postern.store.UidSet;

/**
 * One change of a mailbox, as it is committed and as the index records it.
 *
 * @param modSeq the mailbox's highest mod-sequence after it
 * @param nextUid the next UID to be given after it
 * @param firstRecent the lowest UID not yet claimed as recent
 */
record Edit(List<Added> added, List<Changed> changed, UidSet removed, long modSeq, long nextUid, long firstRecent) {
    /** Where what is kept of a message stands, 0: nowhere. */
    record Places(long summary, long content) {
        static final Places NONE = new Places(0, 0);
    }

    /**
     * A message of a UID above all before.
     *
     * @param received INTERNALDATE in milliseconds since 1970
     */
    record Added(
            long uid,
            long modSeq,
            long octets,
            long received,
            MessageFile file,
            List<String> keywords,
            Places places) {}

    /** A message under another name; its flags differ when {@code modSeq} does. */
    record Changed(long uid, long modSeq, MessageFile file, List<String> keywords) {}

    /** How much comes with it. */
    FolderSize came() {
        return new FolderSize(
                added.size(), added.stream().mapToLong(Added::octets).sum());
    }

    boolean isEmpty() {
        return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
    }

    /** Parts of at most {@code rows} rows each, so that no record grows without bound. */
    List<Edit> split(int rows) {
        if (added.size() <= rows && changed.size() <= rows) {
            return List.of(this);
        }
        List<Edit> parts = new ArrayList<>();
        for (int i = 0; i < added.size(); i += rows) {
            List<Added> some = added.subList(i, Math.min(added.size(), i + rows));
            parts.add(new Edit(some, List.of(), UidSet.NONE, modSeq, nextUid, firstRecent));
        }
        for (int i = 0; i < changed.size(); i += rows) {
            List<Changed> some = changed.subList(i, Math.min(changed.size(), i + rows));
            parts.add(new Edit(List.of(), some, UidSet.NONE, modSeq, nextUid, firstRecent));
        }
        parts.add(new Edit(List.of(), List.of(), removed, modSeq, nextUid, firstRecent));
        return parts;
    }
}
