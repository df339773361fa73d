package org.postern.store.maildir;

import java.util.Map;
import java.util.Optional;
import org.postern.store.maildir.Finding.Kind;
import org.postern.store.maildir.FolderCheck.Seen;

/** Compares what quotas count for a mailbox with what its messages add up to. */
final class UseCheck {
    private final Folder folder;
    private final Findings found;

    UseCheck(Folder folder, Findings found) {
        this.folder = folder;
        this.found = found;
    }

    /** What is not taken in yet does not count yet. */
    void run(Optional<FolderState> indexed, Map<Long, Seen> byUid) {
        Optional<FolderSize> noted = folder.root()
                .size(folder.name())
                .or(() -> IndexEnd.sizeUnlessChanged(folder.root().env().files(), folder.path()));
        if (noted.isEmpty()) {
            return; // it is counted when somebody asks
        }
        long messages = 0;
        long octets = 0;
        for (Map.Entry<Long, Seen> one : byUid.entrySet()) {
            if (indexed.isEmpty() || indexed.get().table().get(one.getKey()) != null) {
                messages++;
                octets += one.getValue().name().wire().orElse(0);
            }
        }
        FolderSize real = new FolderSize(messages, octets);
        if (!noted.get().equals(real)) {
            found.add(Kind.USE_DIFFERS, "counts as " + text(noted.get()) + ", and holds " + text(real));
        }
    }

    private static String text(FolderSize size) {
        return size.octets() + " octets in " + size.messages() + " messages";
    }
}
