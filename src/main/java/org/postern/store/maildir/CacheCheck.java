package org.postern.store.maildir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.postern.store.MessageBody;
import org.postern.store.Summarizer;
import org.postern.store.Summarizer.Occasion;
import org.postern.store.maildir.Finding.Kind;
import org.postern.store.maildir.SeenFiles.Seen;

/** Compares what the index says stands in the cache with what stands there; and that with the messages, if wanted. */
final class CacheCheck {
    private final Surroundings env;
    private final Path folder;
    private final Findings found;

    CacheCheck(Surroundings env, Path folder, Findings found) {
        this.env = env;
        this.folder = folder;
        this.found = found;
    }

    void run(FolderState rows, SeenFiles byUid, CheckDepth depth) {
        if (env.settings().summarizer() == Summarizer.NONE) {
            return;
        }
        try {
            Optional<CacheReader> open = rows.cache().open();
            if (open.isEmpty()) {
                absent(rows.table());
                return;
            }
            try (CacheReader reader = open.get()) {
                entries(rows.table(), reader, byUid, depth);
            }
        } catch (IOException e) {
            found.add(Kind.CACHE_BROKEN, CacheFile.FILE + " cannot be read: " + e.getMessage());
        }
    }

    private void absent(FileTable table) throws IOException {
        if (env.files().stat(folder.resolve(CacheFile.FILE)).isPresent()) {
            found.add(Kind.CACHE_BROKEN, CacheFile.FILE + " is not of this mailbox, or of another version");
        } else if (table.placedOctets() > 0) {
            found.add(Kind.CACHE_MISSING, "has no " + CacheFile.FILE + "; listings are slow until it is made again");
        }
    }

    private void entries(FileTable table, CacheReader reader, SeenFiles byUid, CheckDepth depth) throws IOException {
        for (int slot = 0; slot < table.slots(); slot++) {
            long uid = table.uidAt(slot);
            if (table.placeAt(slot) != 0) {
                Optional<ByteBuffer> summary = reader.read(uid, table.placeAt(slot));
                if (summary.isEmpty()) {
                    found.add(Kind.CACHE_PLACE, uid, "its summary does not stand where the index says");
                } else if (depth == CheckDepth.CONTENTS
                        && !byUid.get(uid)
                                .map(seen -> isOf(seen, summary.get()))
                                .orElse(true)) {
                    found.add(Kind.CACHE_ENTRY, uid, "its summary is not what the message says");
                }
            }
        }
    }

    /** Where much of a message would have to be read, what was made when it arrived tells more. */
    private boolean isOf(Seen seen, ByteBuffer summary) {
        try (MessageBody body = StoredBody.open(env.files(), seen.file().in(folder))) {
            for (Occasion occasion : Occasion.values()) {
                byte[] anew =
                        env.settings().summarizer().summarize(body, occasion).orElse(new byte[0]);
                if (ByteBuffer.wrap(anew).equals(summary)) {
                    return true;
                }
            }
            return false;
        } catch (NoSuchFileException e) {
            return true; // renamed or gone since
        } catch (IOException e) {
            return true; // reading it is told elsewhere
        }
    }
}
