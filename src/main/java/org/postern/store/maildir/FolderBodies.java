package org.postern.store.maildir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.postern.store.MessageBody;
import org.postern.store.Problem;
import org.postern.store.StoreException;

/**
 * Opens the messages of one mailbox, whatever renames them meanwhile. A file that is where it was is opened without the
 * lock; once open it stays readable, removed or not. Keeps nothing of its own.
 */
final class FolderBodies {
    /** How often a file is looked for that another program renames meanwhile. */
    private static final int SEARCHES = 20;

    private final Folder folder;

    FolderBodies(Folder folder) {
        this.folder = folder;
    }

    /** Where a message lies, and where what is kept of it stands, 0: nowhere. */
    private record Found(MessageFile file, long place, CacheBlocks contents) {}

    /** @throws StoreException MESSAGE_GONE; UNAVAILABLE, when it is renamed all the time */
    MessageBody open(long uid) throws StoreException {
        Found found = folder.locked(s -> found(s, uid));
        if (found.place() == 0) {
            return openFile(uid, found.file());
        }
        Optional<ByteBuffer> kept = kept(uid, found);
        return kept.isPresent() ? openKept(uid, found.file(), kept.get()) : openAgain(uid, found);
    }

    private MessageBody openKept(long uid, MessageFile file, ByteBuffer kept) throws StoreException {
        if (kept.hasRemaining()) {
            return new HeldBody(kept);
        }
        MessageBody body = openFile(uid, file);
        return isAsNamed(body, file) ? new UnstuffedBody(body) : body;
    }

    /** A file that was cut off, or written anew under its name, is not the one of which anything was noted. */
    private static boolean isAsNamed(MessageBody body, MessageFile file) {
        long size = MessageFileName.parse(file.name()).wire().orElse(-1);
        return body.file().isPresent() && body.size() == size;
    }

    private Found found(FolderState s, long uid) throws StoreException {
        int slot = s.table().slot(uid);
        MessageFile file = slot < 0 ? null : s.table().fileAt(slot);
        if (file == null) {
            throw gone(uid);
        }
        return new Found(
                file, s.table().contents().at(slot), s.caches().contents().blocks());
    }

    private static Optional<ByteBuffer> kept(long uid, Found found) {
        try {
            return found.contents().read(uid, found.place());
        } catch (IOException e) {
            return Optional.empty(); // its file tells if the disk is ill
        }
    }

    /** What was kept and is not where it was is kept again. */
    private MessageBody openAgain(long uid, Found found) throws StoreException {
        MessageBody body = openFile(uid, found.file());
        Optional<ByteBuffer> content = content(body);
        try {
            folder.locked(s -> {
                s.caches().keepAgain(uid, found.place(), content);
                return s;
            });
        } catch (StoreException e) {
            // The mailbox is gone or the store closed: nobody asks again.
        }
        return body;
    }

    private Optional<ByteBuffer> content(MessageBody body) {
        try {
            return new SmallMessages(folder.root().env().settings()).read(body);
        } catch (IOException e) {
            return Optional.empty(); // who reads the body will be told
        }
    }

    private MessageBody openFile(long uid, MessageFile file) throws StoreException {
        try {
            return openAt(file);
        } catch (NoSuchFileException e) {
            return search(uid, file);
        } catch (IOException e) {
            throw Failures.of(folder.name().path(), e);
        }
    }

    private MessageBody openAt(MessageFile file) throws IOException {
        return StoredBody.open(folder.root().env().files(), file.in(folder.path()));
    }

    /** The name of a message's file; empty when it is gone. */
    Optional<String> fileName(long uid) throws StoreException {
        return folder.locked(s -> Optional.ofNullable(s.table().get(uid)).map(MessageFile::name));
    }

    private MessageFile known(FolderState s, long uid) throws StoreException {
        MessageFile known = s.table().get(uid);
        if (known == null) {
            throw gone(uid);
        }
        return known;
    }

    private StoreException gone(long uid) {
        return new StoreException(Problem.MESSAGE_GONE, "uid " + uid + " in " + folder.name());
    }

    /**
     * A file not where it was was renamed since, by us, who know where it is now, or by another program. It is opened under
     * the lock, so that at least we do not rename it again.
     */
    private MessageBody search(long uid, MessageFile before) throws StoreException {
        MessageFile missed = before;
        for (int attempt = 0; attempt < SEARCHES; attempt++) {
            MessageFile last = missed;
            Optional<MessageBody> found = folder.lockedAll(l -> {
                if (last.equals(known(l.state(), uid))) {
                    l.changes().search();
                }
                return openIfThere(known(l.state(), uid));
            });
            if (found.isPresent()) {
                return found.get();
            }
            missed = folder.locked(s -> known(s, uid));
        }
        throw new StoreException(
                Problem.UNAVAILABLE, "uid " + uid + " in " + folder.name() + " is renamed all the time");
    }

    private Optional<MessageBody> openIfThere(MessageFile file) throws IOException {
        try {
            return Optional.of(openAt(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
