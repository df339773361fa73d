package org.postern.store.maildir;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.postern.store.maildir.Finding.Kind;
import org.postern.store.maildir.SeenFiles.Seen;

/** Reads every message of a mailbox: whether that can be done, and whether it is as long as its name says. */
final class ContentCheck {
    private final Surroundings env;
    private final Path folder;
    private final Findings found;

    ContentCheck(Surroundings env, Path folder, Findings found) {
        this.env = env;
        this.folder = folder;
        this.found = found;
    }

    void run(SeenFiles messages) {
        messages.forEach(this::read);
    }

    private void read(Seen seen) {
        long uid = seen.uid();
        MessageFileName name = seen.name();
        long wire = name.wire().orElse(-1);
        long stored = name.stored().orElse(-1);
        try (FileChannel channel = env.files().openToRead(seen.file().in(folder))) {
            long real = CrlfBody.measure(channel);
            if (stored == seen.size() && wire >= stored && real != wire) {
                String sentence = "is sent as " + real + " octets, and its name says " + wire;
                found.add(Kind.WRONG_SIZE, uid, seen.file(), sentence);
            }
        } catch (NoSuchFileException | AccessDeniedException e) {
            return; // renamed or gone since; or told already
        } catch (IOException e) {
            found.add(Kind.UNREADABLE, uid, seen.file(), "cannot be read: " + e.getMessage());
        }
    }
}
