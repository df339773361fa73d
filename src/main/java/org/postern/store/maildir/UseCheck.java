package org.postern.store.maildir;

import java.util.Optional;
import org.postern.store.maildir.Finding.Kind;
import org.postern.store.maildir.SeenFiles.Seen;

/** Compares what quotas count for a mailbox with what its messages add up to. */
final class UseCheck {
    private final Folder folder;
    private final Findings found;

    UseCheck(Folder folder, Findings found) {
        this.folder = folder;
        this.found = found;
    }

    /** What is not taken in yet does not count yet. */
    void run(Optional<FolderState> indexed, SeenFiles files) {
        Optional<FolderSize> noted = folder.root()
                .balances()
                .size(folder.name())
                .or(() -> IndexEnd.sizeUnlessChanged(folder.root().env().files(), folder.path()));
        if (noted.isEmpty()) {
            return; // it is counted when somebody asks
        }
        long messages = 0;
        long octets = 0;
        for (Seen one : files) {
            if (indexed.isEmpty() || indexed.get().table().get(one.uid()) != null) {
                messages++;
                octets += one.name().wire().orElse(0);
            }
        }
        FolderSize real = new FolderSize(messages, octets);
        if (!noted.get().equals(real)) {
            found.add(Kind.USE_DIFFERS, "counts as " + text(noted.get()) + ", and holds " + text(real));
        }
    }

    static String text(FolderSize size) {
        return size.octets() + " octets in " + size.messages() + " messages";
    }
}
