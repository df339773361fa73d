package org.postern.store.maildir;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.postern.store.Marks;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/** A mailbox's marks: read from their file each time, written back without messages that are gone. */
record FolderMarks(Folder folder) implements Marks {

    @Override
    public Map<String, UidSet> all() throws StoreException {
        return folder.locked(s -> there(s, file(s).read()));
    }

    @Override
    public void add(String name, UidSet uids) throws StoreException {
        if (!MarkFile.isName(name)) {
            throw new IllegalArgumentException("not the name of a mark: " + name);
        }
        folder.locked(s -> {
            Map<String, UidSet> before = file(s).read();
            Map<String, UidSet> after = new TreeMap<>(before);
            after.merge(name, uids, UidSet::plus);
            after = there(s, after);
            if (!after.equals(before)) {
                file(s).write(after);
            }
            return after;
        });
    }

    private MarkFile file(FolderState state) throws IOException {
        return new MarkFile(state.env().small(), folder.path(), state.info().uidValidity());
    }

    private static Map<String, UidSet> there(FolderState state, Map<String, UidSet> marks) {
        Map<String, UidSet> left = new TreeMap<>();
        UidSet present = marks.isEmpty() ? UidSet.NONE : state.snapshot().uids();
        marks.forEach((name, uids) -> {
            UidSet kept = uids.and(present);
            if (!kept.isEmpty()) {
                left.put(name, kept);
            }
        });
        return left;
    }
}
