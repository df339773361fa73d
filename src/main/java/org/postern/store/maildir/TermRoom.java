package org.postern.store.maildir;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.postern.store.MailboxName;
import org.postern.store.StoreException;

/** Whether indexes by terms may grow: each account has so much, and a disk that is short has nothing. One thread at a time. */
final class TermRoom {
    /** How long a sum is believed, for mailboxes go and are renamed. */
    private static final Duration BELIEVED = Duration.ofMinutes(1);

    private final Surroundings env;
    private @Nullable AccountRoot account;
    private Instant until = Instant.MIN;
    private long octets;
    private boolean shortTold;

    TermRoom(Surroundings env) {
        this.env = env;
    }

    /** If not, that was told, and the mailbox waits. */
    boolean isFor(Folder folder) throws IOException, StoreException {
        boolean isShort = env.tuning().held().missing(env.files().space(env.mail())) > 0;
        if (isShort && !shortTold) {
            Log.termsNotRoomed(env.mail(), "the disk is nearly full");
        }
        shortTold = isShort;
        boolean full = !isShort && used(folder) >= env.settings().terms().octets();
        if (full && !folder.terms().wasFull()) {
            Log.termsNotRoomed(folder.path(), "those of the account take as much as they may");
        }
        if (isShort || full) {
            folder.terms()
                    .pauseUntil(env.clock().instant().plus(env.tuning().terms().pause()));
        }
        return !isShort && !full;
    }

    private long used(Folder folder) throws IOException, StoreException {
        Instant now = env.clock().instant();
        if (account != folder.root() || now.isAfter(until)) {
            account = folder.root();
            until = now.plus(BELIEVED);
            octets = 0;
            for (MailboxName name : folder.root().names()) {
                octets += octets(folder.root().folderPath(name));
            }
        }
        return octets;
    }

    /** An index grew by so many octets, or shrank. */
    void changed(Folder folder, long by) {
        if (account == folder.root()) {
            octets += by;
        }
    }

    /** Of the index of one mailbox; 0 where there is none. */
    long octets(Path folder) throws IOException {
        Path index = FolderTerms.path(folder);
        long sum = 0;
        try {
            if (env.files().stat(index).isPresent()) {
                for (String name : env.files().list(index)) {
                    sum += env.files()
                            .stat(index.resolve(name))
                            .map(FileLayer.Stat::size)
                            .orElse(0L);
                }
            }
        } catch (NoSuchFileException e) {
            return 0;
        }
        return sum;
    }
}
