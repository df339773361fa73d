package org.postern.store.maildir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which mailboxes are loaded and used by how many; those that nobody uses are unloaded, longest unused first. */
final class FolderPool {
    private final int mostUnused;
    private final Map<Folder, Integer> users = new HashMap<>();
    /** In the order they came out of use. */
    private final Set<Folder> unused = new LinkedHashSet<>();

    FolderPool(int mostUnused) {
        this.mostUnused = mostUnused;
    }

    synchronized void use(Folder folder) {
        users.merge(folder, 1, Integer::sum);
        unused.remove(folder);
    }

    /** Called without any lock. */
    void release(Folder folder) {
        Optional<Folder> surplus = releaseAndChoose(folder);
        surplus.ifPresent(f -> f.root().unload(f));
    }

    private synchronized Optional<Folder> releaseAndChoose(Folder folder) {
        Integer left = users.computeIfPresent(folder, (f, n) -> n - 1);
        if (left != null && left == 0) {
            unused.add(folder);
        }
        return unused.size() > mostUnused ? Optional.of(unused.iterator().next()) : Optional.empty();
    }

    synchronized boolean forgetIfUnused(Folder folder) {
        boolean was = unused.remove(folder);
        if (was) {
            users.remove(folder);
        }
        return was;
    }

    synchronized void forget(Folder folder) {
        users.remove(folder);
        unused.remove(folder);
    }

    synchronized List<Folder> all() {
        return new ArrayList<>(users.keySet());
    }
}
