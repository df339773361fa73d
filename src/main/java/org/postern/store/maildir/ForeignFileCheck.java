package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.postern.store.maildir.Finding.Kind;

/** Looks at the files of a mailbox that other servers read and write too, where there are such. */
final class ForeignFileCheck {
    private final Surroundings env;
    private final Path folder;
    private final Findings found;

    ForeignFileCheck(Surroundings env, Path folder, Findings found) {
        this.env = env;
        this.folder = folder;
        this.found = found;
    }

    void run() throws IOException {
        oddLines(Keywords.FILE, KeywordLines.read(env.small(), folder).odd());
        for (String file : new String[] {UidList.DOVECOT, UidList.COURIER}) {
            list(file);
        }
    }

    /** A list is never mended: it is the other server's, and {@code release} writes it anew. */
    private void list(String file) throws IOException {
        Path path = folder.resolve(file);
        if (env.files().stat(path).filter(FileLayer.Stat::isFile).isEmpty()) {
            return;
        }
        Optional<UidList> list = UidList.read(env.small(), path);
        if (list.isEmpty()) {
            found.add(Kind.UID_LIST, file, "has no sound first line, so no UIDs are taken over from it");
        } else {
            oddLines(file, list.get().odd());
        }
    }

    private void oddLines(String file, int odd) {
        if (odd > 0) {
            found.add(Kind.ODD_LINES, file, odd + " of its lines make no sense and are passed over");
        }
    }
}
